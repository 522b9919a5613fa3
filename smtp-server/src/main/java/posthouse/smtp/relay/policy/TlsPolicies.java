package posthouse.smtp.relay.policy;

import java.util.List;
import java.util.Optional;
import posthouse.smtp.relay.client.Dane;
import posthouse.smtp.relay.client.TlsDemand;
import posthouse.smtp.relay.client.TlsDemand.Level;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.dns.SecureDns;
import posthouse.smtp.relay.dns.Tlsa;
import posthouse.smtp.relay.policy.StsPolicy.Mode;

/** What mail for a domain asks of the connections to its hosts: see the package's page. Asked anew for each attempt. */
public final class TlsPolicies {
    private final Optional<MtaSts> sts;
    private final Optional<SecureDns> dane;
    private final int port;

    /**
     * @param sts empty if MTA-STS is switched off
     * @param dane empty if DANE is switched off
     * @param port of the MX hosts: their TLSA records are for it
     */
    public TlsPolicies(Optional<MtaSts> sts, Optional<SecureDns> dane, int port) {
        this.sts = sts;
        this.dane = dane;
        this.port = port;
    }

    /** @throws PolicyFailure if nobody can say which hosts are the domain's */
    public DomainPolicy of(String domain) throws PolicyFailure {
        Optional<MtaSts.Found> found = sts.flatMap(s -> s.find(domain)).filter(f -> f.policy().mode() != Mode.NONE);
        boolean secureMx = false;
        if (dane.isPresent()) {
            try {
                secureMx = dane.get().isMxSecure(domain);
            } catch (DnsFailure e) { // RFC 7672 2.1.1: a forged answer must not be taken for none
                throw new PolicyFailure("4.7.5", e.getMessage());
            }
        }
        return new DomainPolicy(domain, found, secureMx);
    }

    /** What holds for one domain. */
    public final class DomainPolicy {
        private final String domain;
        private final Optional<MtaSts.Found> sts;
        private final boolean secureMx;

        private DomainPolicy(String domain, Optional<MtaSts.Found> sts, boolean secureMx) {
            this.domain = domain;
            this.sts = sts;
            this.secureMx = secureMx;
        }

        /**
         * What the connection to one of its MX hosts must be.
         *
         * @param requireTls whether the sender asked for it (RFC 8689)
         * @throws PolicyFailure if that host must not be used
         */
        public TlsDemand demand(String host, boolean requireTls) throws PolicyFailure {
            boolean named = sts.isPresent() && sts.get().policy().matches(host);
            boolean enforced = sts.isPresent() && sts.get().policy().mode() == Mode.ENFORCE;
            if (enforced && !named) { // RFC 8461 5
                throw new PolicyFailure("4.7.5", host + " is none of the hosts that the MTA-STS policy of " + domain + " names");
            }
            TlsDemand demand = secureMx ? dane(host) : TlsDemand.OPPORTUNISTIC;
            if (demand.level() != Level.DANE && enforced) {
                demand = TlsDemand.of(Level.VERIFIED, "MTA-STS");
            }
            return (requireTls ? required(host, demand, named) : demand).reportedAs(demand.source().equals("DANE") ? "tlsa" : report());
        }

        /** RFC 8689 4.2.1: the host's name must be vouched for, and its certificate. */
        private TlsDemand required(String host, TlsDemand demand, boolean named) throws PolicyFailure {
            if (!secureMx && !named) {
                throw new PolicyFailure("5.7.30", "REQUIRETLS: neither DNSSEC nor MTA-STS says that " + host + " takes the mail of " + domain);
            }
            return demand.level() == Level.DANE ? demand : TlsDemand.of(Level.VERIFIED, "REQUIRETLS");
        }

        /** RFC 7672 2.2. */
        private TlsDemand dane(String host) throws PolicyFailure {
            try {
                if (!dane.orElseThrow().areAddressesSecure(host)) {
                    return TlsDemand.OPPORTUNISTIC;
                }
                List<Tlsa> records = dane.get().tlsa(host, port);
                List<Tlsa> usable = Dane.usable(records);
                if (records.isEmpty()) {
                    return TlsDemand.OPPORTUNISTIC;
                }
                return usable.isEmpty() ? TlsDemand.of(Level.ENCRYPTED, "DANE") : new TlsDemand(Level.DANE, "DANE", List.of(domain), usable, "");
            } catch (DnsFailure e) {
                throw new PolicyFailure("4.7.5", e.getMessage());
            }
        }

        /** Whether the domain publishes nothing of the kind. */
        public boolean isNone() {
            return sts.isEmpty() && !secureMx;
        }

        /** Whose policy counts in reports where no TLSA records do (RFC 8460 4.4). */
        public String report() {
            return sts.isPresent() ? "sts" : "no-policy-found";
        }

        /** What there is, for people. */
        public List<String> words() {
            String mta = sts.map(f -> "MTA-STS: mode " + f.policy().mode().name().toLowerCase(java.util.Locale.ROOT) + ", hosts "
                + String.join(" ", f.policy().mx()) + (f.trouble() == null ? "" : " (kept; no newer one: " + f.trouble() + ")")).orElse("MTA-STS: no policy");
            return List.of(mta, "DANE: " + (dane.isEmpty() ? "switched off" : secureMx ? "the MX hosts are signed" : "the MX hosts are not signed"));
        }
    }
}
