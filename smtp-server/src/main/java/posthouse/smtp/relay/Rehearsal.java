package posthouse.smtp.relay;

import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.smtp.relay.client.Hop;
import posthouse.smtp.relay.client.HopFailure;
import posthouse.smtp.relay.client.RemoteSession;
import posthouse.smtp.relay.dns.Dns.Mx;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.dns.MailHosts.NoMailHosts;
import posthouse.smtp.relay.policy.PolicyFailure;

/** Does everything but send, and tells each step: for people who wonder why mail does not arrive. */
public final class Rehearsal {

    private Rehearsal() {
    }

    /**
     * @param told is given each step, a line each
     * @return whether some host would take a message for this address
     * @throws IOException with one line that names the key that is wrong
     */
    public static boolean of(EmailAddress to, ReversePath from, MailStore store, Settings settings, Consumer<String> told) throws IOException {
        String domain = to.domain().name();
        if (store.directory().isLocal(to.domain())) {
            told.accept("the domain " + domain + " is local: its mail goes nowhere else");
            return false;
        }
        try (var shared = new Shared(store, settings, Clock.systemUTC(), address -> false)) {
            Route route = shared.routes().of(domain);
            told.accept("mail for " + domain + " goes to " + route);
            if (route.isMx()) {
                exchangers(domain, shared).forEach(told);
                shared.tls().of(domain).words().forEach(told);
            }
            var hops = new Hops(shared, domain, route).of(TlsWish.POLICY);
            told.accept("hosts, in this order:");
            hops.forEach(hop -> told.accept("  " + hop + ", TLS: " + hop.tls().level().name().toLowerCase(Locale.ROOT) + " ("
                + hop.tls().source() + ")"));
            for (Hop hop : hops) {
                if (asks(hop, to, from, shared, told)) {
                    return true;
                }
            }
        } catch (NoMailHosts e) {
            told.accept(e.status() + ": " + e.getMessage());
        } catch (PolicyFailure e) {
            told.accept(e.status() + ": " + e.getMessage());
        }
        return false;
    }

    private static List<String> exchangers(String domain, Shared shared) {
        try {
            return shared.dns().mx(domain).stream().sorted(Comparator.comparingInt(Mx::preference))
                .map(mx -> "DNS: MX " + mx.preference() + ' ' + (mx.host().isEmpty() ? "." : mx.host())).toList();
        } catch (DnsFailure e) {
            return List.of("DNS: " + e.getMessage());
        }
    }

    private static boolean asks(Hop hop, EmailAddress to, ReversePath from, Shared shared, Consumer<String> told) {
        try (var session = RemoteSession.open(hop, shared.sender().with(line -> told.accept("  " + line)))) {
            var answer = session.ask(from, To.of(to), Terms.plain("", 0));
            told.accept(answer.isDelivered() ? hop + " would take it" : hop + " would not take it: " + answer.text());
            return answer.isDelivered();
        } catch (HopFailure e) {
            told.accept(hop + ": " + e.getMessage());
            return false;
        }
    }
}
