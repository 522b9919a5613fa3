package posthouse.smtp.relay.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import posthouse.smtp.relay.dns.Dns.Mx;

/** Which hosts take mail for a domain, in the order to try them: RFC 5321 5.1. */
public final class MailHosts {

    private MailHosts() {
    }

    /**
     * @param ourselves whether a host is this server: it and those no better are left out, or mail would go in circles
     * @throws NoMailHosts if there is none; the message is for the sender
     */
    public static List<String> of(String domain, Dns dns, Predicate<String> ourselves) throws NoMailHosts {
        List<Mx> exchangers;
        try {
            exchangers = dns.mx(domain);
        } catch (DnsFailure e) {
            return switch (e.kind()) {
                case NO_SUCH_RECORD -> implicit(domain, ourselves); // RFC 5321 5.1: the domain itself is the host
                case NO_SUCH_NAME -> throw new NoMailHosts("5.1.2", e.getMessage());
                case TEMPORARY -> throw new NoMailHosts("4.4.3", e.getMessage());
            };
        }
        if (exchangers.stream().allMatch(Mx::isNull)) { // RFC 7505 3
            throw new NoMailHosts("5.1.10", "the domain " + domain + " takes no mail (null MX)");
        }
        var ordered = ordered(exchangers.stream().filter(mx -> !mx.isNull()).toList(), ourselves);
        if (ordered.isEmpty()) {
            throw new NoMailHosts("5.4.6", "mail for " + domain + " loops back to this server: its best MX is this host");
        }
        return ordered;
    }

    private static List<String> implicit(String domain, Predicate<String> ourselves) throws NoMailHosts {
        if (ourselves.test(domain)) {
            throw new NoMailHosts("5.4.6", "mail for " + domain + " loops back to this server, which has no such domain");
        }
        return List.of(domain);
    }

    /** By preference, those of the same one in any order (RFC 5321 5.1), up to ourselves. */
    private static List<String> ordered(List<Mx> exchangers, Predicate<String> ourselves) {
        var byPreference = exchangers.stream().collect(Collectors.groupingBy(Mx::preference, TreeMap::new, Collectors.toList()));
        var hosts = new ArrayList<String>();
        for (List<Mx> equal : byPreference.values()) {
            if (equal.stream().anyMatch(mx -> ourselves.test(mx.host()))) {
                break;
            }
            var shuffled = new ArrayList<>(equal.stream().map(Mx::host).distinct().toList());
            Collections.shuffle(shuffled);
            shuffled.stream().filter(h -> !hosts.contains(h)).forEach(hosts::add);
        }
        return hosts;
    }

    /** There is no host to ask, for now (status 4.x.x) or for good. */
    public static final class NoMailHosts extends Exception {
        private final String status;

        public NoMailHosts(String status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        public String status() {
            return status;
        }
    }
}
