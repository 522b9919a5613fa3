package posthouse.smtp.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.address.Domain;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.smtp.relay.client.Patience;
import posthouse.smtp.relay.client.Sender;
import posthouse.smtp.relay.client.Trust;
import posthouse.smtp.relay.client.Watchdog;
import posthouse.smtp.relay.dns.Dns;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.dns.SecureDns;
import posthouse.smtp.relay.policy.MtaSts;
import posthouse.smtp.relay.policy.StsFetcher;
import posthouse.smtp.relay.policy.TlsPolicies;
import posthouse.smtp.relay.policy.TlsTally;

/** What all transfers share: who we are, whom we ask, and what the settings say. */
final class Shared implements AutoCloseable {

    /** RFC 8461 3.3 suggests a minute; somebody waits for it. */
    private static final Duration FETCH = Duration.ofSeconds(30);
    private static final Logger WIRE = LogManager.getLogger("posthouse.smtp.relay.wire");

    private final MailStore store;
    private final Settings settings;
    private final Routes routes;
    private final Dns dns;
    private final TlsPolicies tls;
    private final TlsTally tally;
    private final Watchdog watchdog = new Watchdog();
    private final Sender sender;
    private final Rates rates;
    private final Ways ways = new Ways(this);
    private final Predicate<InetSocketAddress> listening;
    private final Map<String, Integer> concurrency = new HashMap<>();

    /**
     * @param listening whether this server listens there for mail
     * @throws IOException one line that names the key and what is wrong with it
     */
    Shared(MailStore store, Settings settings, InstantSource clock, Predicate<InetSocketAddress> listening) throws IOException {
        this.store = store;
        this.listening = listening;
        this.settings = settings;
        routes = new Routes(settings);
        dns = Relay.resolver(settings);
        rates = new Rates(settings.get(RelayKeys.RATE));
        var trust = Trust.of(settings.find(RelayKeys.TRUSTED).filter(f -> !f.isEmpty()).map(Path::of));
        sender = new Sender(CommonKeys.hostname(settings), Patience.of(settings), watchdog, trust, WIRE::trace);
        tls = policies(trust, clock);
        tally = new TlsTally(store.tlsResults(), clock);
        for (String line : settings.get(RelayKeys.DOMAIN_CONCURRENCY)) {
            String[] parts = line.split("=", 2);
            if (parts.length < 2 || !parts[1].strip().matches("[1-9]\\d{0,4}")) {
                throw new IOException(RelayKeys.DOMAIN_CONCURRENCY.name() + ": '" + line + "' is not of the form domain=number");
            }
            concurrency.put(parts[0].strip().toLowerCase(Locale.ROOT), Integer.parseInt(parts[1].strip()));
        }
    }

    private TlsPolicies policies(Trust trust, InstantSource clock) throws IOException {
        Optional<MtaSts> sts = Optional.empty();
        if (settings.get(RelayKeys.MTA_STS)) {
            var fetcher = new StsFetcher(dns, trust::verifying, settings.get(RelayKeys.MTA_STS_PORT).intValue(), FETCH);
            sts = Optional.of(new MtaSts(dns, fetcher, store.policies(), clock));
        }
        Optional<SecureDns> dane = Optional.empty();
        if (settings.get(RelayKeys.DANE)) {
            Optional<Path> anchors = settings.find(RelayKeys.DNSSEC_ANCHORS).filter(f -> !f.isEmpty()).map(Path::of);
            try {
                dane = Optional.of(dns.secure(anchors));
            } catch (IOException e) {
                throw new IOException(RelayKeys.DNSSEC_ANCHORS.name() + ": " + e.getMessage(), e);
            }
        }
        return new TlsPolicies(sts, dane, settings.get(RelayKeys.MX_PORT).intValue());
    }

    MailStore store() {
        return store;
    }

    Settings settings() {
        return settings;
    }

    Routes routes() {
        return routes;
    }

    Dns dns() {
        return dns;
    }

    TlsPolicies tls() {
        return tls;
    }

    TlsTally tally() {
        return tally;
    }

    Rates rates() {
        return rates;
    }

    Ways ways() {
        return ways;
    }

    Sender sender() {
        return sender;
    }

    int maxRecipients() {
        return settings.get(RelayKeys.MAX_RECIPIENTS).intValue();
    }

    int concurrency(String domain) {
        return concurrency.getOrDefault(domain, settings.get(RelayKeys.CONCURRENCY).intValue());
    }

    /** Whether mail for a domain ends here. */
    boolean isLocal(String domain) {
        return store.directory().isLocal(new Domain(domain));
    }

    /** Whether a mail exchanger is this server, by its name or by an address. */
    boolean isOurselves(String host) {
        try {
            int port = settings.get(RelayKeys.MX_PORT).intValue();
            return host.equalsIgnoreCase(sender.hostname())
                || dns.addresses(host, false).stream().anyMatch(address -> listening.test(new InetSocketAddress(address, port)));
        } catch (DnsFailure e) { // then nobody will connect to it, either
            return false;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        tally.close();
    }
}
