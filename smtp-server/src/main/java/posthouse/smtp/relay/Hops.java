package posthouse.smtp.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import posthouse.smtp.relay.client.Hop;
import posthouse.smtp.relay.client.TlsDemand;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.dns.MailHosts;
import posthouse.smtp.relay.dns.MailHosts.NoMailHosts;
import posthouse.smtp.relay.policy.PolicyFailure;
import posthouse.smtp.relay.policy.TlsPolicies.DomainPolicy;

/** The servers to ask for a domain, in their order, each with what it must offer. */
record Hops(Shared shared, String domain, Route route) {

    private static final int MOST = 12;

    Deque<Hop> of(TlsWish wish) throws NoMailHosts {
        var hops = new ArrayDeque<Hop>();
        List<String> hosts = route.isMx() ? MailHosts.of(domain, shared.dns(), shared::isOurselves) : List.of(route.host());
        Optional<DomainPolicy> policy = route.isMx() && wish != TlsWish.OPTIONAL ? Optional.of(policy()) : Optional.empty(); // RFC 8689 4.2.2
        boolean requireTls = wish == TlsWish.REQUIRED;
        Exception unknown = null;
        String status = "5.4.4";
        for (String host : hosts) {
            try {
                TlsDemand demand = policy.isPresent() ? policy.get().demand(host, requireTls) : route.demand(requireTls);
                for (InetAddress address : addresses(host)) {
                    hops.add(new Hop(host, new InetSocketAddress(address, route.port()), demand, route.implicitTls(), route.login()));
                }
            } catch (DnsFailure e) {
                unknown = e;
                status = e.isTemporary() || !route.isMx() ? "4.4.3" : status; // what our own configuration names may be there tomorrow
            } catch (PolicyFailure e) {
                unknown = e;
                status = status.startsWith("4") ? status : e.status();
                shared.tally().count(domain, policy.orElseThrow().report(), host, "validation-failure");
            }
            if (hops.size() >= MOST) {
                break;
            }
        }
        if (hops.isEmpty()) {
            throw new NoMailHosts(status, unknown == null ? "no host is left to ask" : unknown.getMessage());
        }
        return hops;
    }

    private DomainPolicy policy() throws NoMailHosts {
        try {
            return shared.tls().of(domain);
        } catch (PolicyFailure e) {
            throw new NoMailHosts(e.status(), e.getMessage());
        }
    }

    private List<InetAddress> addresses(String host) throws DnsFailure {
        if (!route.isMx() && HostAndPort.isAddress(host)) {
            try {
                return List.of(InetAddress.getByName(host)); // an address: nothing is looked up
            } catch (UnknownHostException e) {
                return List.of();
            }
        }
        return shared.dns().addresses(host, !route.isMx());
    }
}
