package posthouse.smtp.relay.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Answers with their signatures checked here (RFC 4033 to 4035), from the trust anchor down: the resolver need not be trusted. */
public final class SecureDns {
    /** The keys of the root zone, as IANA publishes them. */
    private static final String ROOT = """
        . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
        . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
        """;

    private final ValidatingResolver resolver;

    private SecureDns(ValidatingResolver resolver) {
        this.resolver = resolver;
    }

    /** With the root zone's keys. */
    static SecureDns of(Resolver upstream) throws IOException {
        return of(upstream, new ByteArrayInputStream(ROOT.getBytes(StandardCharsets.US_ASCII)), Clock.systemUTC());
    }

    /** @param anchors DS or DNSKEY records, as in a zone file */
    static SecureDns of(Resolver upstream, InputStream anchors, Clock clock) throws IOException {
        var resolver = new ValidatingResolver(upstream, clock);
        resolver.loadTrustAnchors(anchors);
        return new SecureDns(resolver);
    }

    /** Whether what the DNS says of this name and kind, be it nothing, is signed. */
    public boolean isSecure(String name, int type) throws DnsFailure {
        return ask(name, type).getHeader().getFlag(Flags.AD);
    }

    /** Whether the list of a domain's MX hosts is signed. */
    public boolean isMxSecure(String domain) throws DnsFailure {
        return isSecure(domain, Type.MX);
    }

    /** Whether a host's addresses are signed, all that it has. */
    public boolean areAddressesSecure(String host) throws DnsFailure {
        return isSecure(host, Type.A) && isSecure(host, Type.AAAA);
    }

    /** Signed TLSA records of a port of a host; none if there are none or they are not signed. RFC 7672 2.2.1. */
    public List<Tlsa> tlsa(String host, int port) throws DnsFailure {
        Message answer = ask("_" + port + "._tcp." + host, Type.TLSA);
        var found = new ArrayList<Tlsa>();
        if (answer.getHeader().getFlag(Flags.AD)) {
            for (Record record : answer.getSection(Section.ANSWER)) {
                if (record instanceof TLSARecord tlsa) {
                    found.add(new Tlsa(tlsa.getCertificateUsage(), tlsa.getSelector(), tlsa.getMatchingType(), tlsa.getCertificateAssociationData()));
                }
            }
        }
        return found;
    }

    private Message ask(String name, int type) throws DnsFailure {
        try {
            Message answer = resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN)));
            int code = answer.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) { // signatures that are wrong come as SERVFAIL
                throw new DnsFailure(DnsFailure.Kind.TEMPORARY, "the DNS gives no answer for " + name + " (" + Type.string(type)
                    + ") that passes DNSSEC: " + Rcode.string(code));
            }
            return answer;
        } catch (TextParseException e) {
            throw new DnsFailure(DnsFailure.Kind.NO_SUCH_NAME, "'" + name + "' is no name in the DNS");
        } catch (IOException e) {
            throw new DnsFailure(DnsFailure.Kind.TEMPORARY, "the DNS gives no answer for " + name + " (" + Type.string(type) + "): " + e.getMessage());
        }
    }
}
