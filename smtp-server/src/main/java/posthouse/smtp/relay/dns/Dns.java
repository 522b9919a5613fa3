package posthouse.smtp.relay.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Answers from a resolver, cached as long as they live. Safe for use by many threads; each waits for its own answer. */
public final class Dns {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 3;
    private static final int CACHED = 20_000;
    private static final int MAX_CACHE_SECONDS = 86_400;
    private static final int MAX_NEGATIVE_SECONDS = 300;

    private final Supplier<ExtendedResolver> source;
    private Asking asking;

    private Dns(Supplier<ExtendedResolver> source) {
        this.source = source;
    }

    /** What asks, made for the first question. */
    private record Asking(Resolver resolver, LookupSession session, LookupSession withHostsFile) {
    }

    private synchronized Asking asking() {
        if (asking == null) {
            asking = asking(patient(source.get()));
        }
        return asking;
    }

    private static Asking asking(Resolver resolver) {
        var cache = new Cache(DClass.IN);
        cache.setMaxEntries(CACHED);
        cache.setMaxCache(MAX_CACHE_SECONDS);
        cache.setMaxNCache(MAX_NEGATIVE_SECONDS);
        return new Asking(resolver, LookupSession.builder().resolver(resolver).cache(cache).build(),
            LookupSession.builder().resolver(resolver).cache(cache).defaultHostsFileParser().build());
    }

    /** The resolvers that the system uses. */
    public static Dns ofSystem() {
        return new Dns(ExtendedResolver::new);
    }

    /** One resolver. */
    public static Dns at(InetSocketAddress server) {
        return new Dns(() -> new ExtendedResolver(List.of(new SimpleResolver(server))));
    }

    /**
     * A validating view of the same resolvers.
     *
     * @param anchors a file of DS or DNSKEY records; the root zone's keys if empty
     */
    public SecureDns secure(Optional<Path> anchors) throws IOException {
        if (anchors.isEmpty()) {
            return SecureDns.of(asking().resolver());
        }
        try (InputStream in = Files.newInputStream(anchors.get())) {
            return SecureDns.of(asking().resolver(), in, Clock.systemUTC());
        }
    }

    private static Resolver patient(ExtendedResolver resolver) {
        resolver.setTimeout(PATIENCE);
        resolver.setRetries(TRIES);
        return resolver;
    }

    /** A mail exchanger (RFC 5321 5.1); {@code .} is the null MX (RFC 7505). */
    public record Mx(int preference, String host) {
        boolean isNull() {
            return host.isEmpty();
        }
    }

    public List<Mx> mx(String domain) throws DnsFailure {
        var exchangers = new ArrayList<Mx>();
        for (Record record : ask(asking().session(), domain, Type.MX)) {
            if (record instanceof MXRecord mx) {
                exchangers.add(new Mx(mx.getPriority(), text(mx.getTarget())));
            }
        }
        if (exchangers.isEmpty()) {
            throw noRecord(domain, Type.MX);
        }
        return exchangers;
    }

    /** Whether a domain says that it takes no mail (RFC 7505 3); not if nobody can say. */
    public boolean takesNoMail(String domain) {
        try {
            return mx(domain).stream().allMatch(Mx::isNull);
        } catch (DnsFailure e) {
            return false;
        }
    }

    /**
     * Addresses of a host, of both kinds by turns, IPv6 first.
     *
     * @param ours whether the name stands in our own configuration: then the hosts file counts too
     */
    public List<InetAddress> addresses(String host, boolean ours) throws DnsFailure {
        LookupSession asked = ours ? asking().withHostsFile() : asking().session();
        var six = new ArrayList<InetAddress>();
        var four = new ArrayList<InetAddress>();
        DnsFailure failure = null;
        try {
            ask(asked, host, Type.AAAA).forEach(r -> add(r, six));
        } catch (DnsFailure e) {
            failure = e;
        }
        try {
            ask(asked, host, Type.A).forEach(r -> add(r, four));
        } catch (DnsFailure e) {
            failure = failure == null || e.isTemporary() ? e : failure;
        }
        var both = new ArrayList<InetAddress>();
        for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
            both.addAll(six.subList(Math.min(i, six.size()), Math.min(i + 1, six.size())));
            both.addAll(four.subList(Math.min(i, four.size()), Math.min(i + 1, four.size())));
        }
        if (both.isEmpty()) {
            throw failure != null ? failure : noRecord(host, Type.A);
        }
        return both;
    }

    private static void add(Record record, List<InetAddress> addresses) {
        if (record instanceof ARecord a) {
            addresses.add(a.getAddress());
        } else if (record instanceof AAAARecord a) {
            addresses.add(a.getAddress());
        }
    }

    /** TXT records, each with its strings joined. */
    public List<String> txt(String name) throws DnsFailure {
        return ask(asking().session(), name, Type.TXT).stream().filter(TXTRecord.class::isInstance)
            .map(r -> String.join("", ((TXTRecord) r).getStrings())).toList();
    }

    private static List<Record> ask(LookupSession session, String host, int type) throws DnsFailure {
        try {
            return session.lookupAsync(Name.fromString(host + "."), type).toCompletableFuture().join().getRecords();
        } catch (TextParseException e) {
            throw new DnsFailure(DnsFailure.Kind.NO_SUCH_NAME, "'" + host + "' is no name in the DNS");
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchDomainException) {
                throw new DnsFailure(DnsFailure.Kind.NO_SUCH_NAME, "the name " + host + " does not exist (NXDOMAIN)");
            } else if (e.getCause() instanceof NoSuchRRSetException) {
                throw noRecord(host, type);
            }
            throw new DnsFailure(DnsFailure.Kind.TEMPORARY, "the DNS gives no answer for " + host + " (" + Type.string(type) + "): " + reason(e.getCause()));
        }
    }

    private static String reason(Throwable cause) {
        return switch (cause.getClass().getSimpleName()) {
            case "ServerFailedException" -> "SERVFAIL";
            case "TimeoutException" -> "timed out";
            default -> String.valueOf(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        };
    }

    private static DnsFailure noRecord(String host, int type) {
        return new DnsFailure(DnsFailure.Kind.NO_SUCH_RECORD, host + " has no " + Type.string(type) + " record");
    }

    private static String text(Name name) {
        return name.toString(true).equals(".") || name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
