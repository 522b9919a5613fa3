package posthouse.smtp.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import posthouse.smtp.relay.dns.Dns.Mx;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.policy.PolicyFailure;

/**
 * Which domains have their mail go to the same hosts: one transaction takes it for all of them. That is known for a short while
 * of domains that were looked up, and never of one that publishes what TLS it wants: then its mail goes alone.
 */
final class Ways {

    private static final Duration KNOWN = Duration.ofMinutes(2);
    private static final int MOST = 10_000;

    private final Shared shared;
    /** The exchangers of each domain; none if its mail goes alone. */
    private final Cache<String, List<Mx>> exchangers = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KNOWN).build();

    Ways(Shared shared) {
        this.shared = shared;
    }

    /** Whether the DNS must be asked before it is known which way a domain's mail goes. */
    boolean isUnknown(String domain) {
        return shared.routes().of(domain).isMx() && exchangers.getIfPresent(domain) == null && !shared.isLocal(domain);
    }

    /** Asks the DNS, and waits for its answer. */
    void learn(String domain) {
        if (isUnknown(domain)) {
            exchangers.put(domain, find(domain));
        }
    }

    private List<Mx> find(String domain) {
        try {
            return shared.tls().of(domain).isNone()
                ? shared.dns().mx(domain).stream().sorted(Comparator.comparingInt(Mx::preference).thenComparing(Mx::host)).toList() : List.of();
        } catch (DnsFailure | PolicyFailure e) { // whoever sends there will hear of it
            return List.of();
        }
    }

    /** Whether one transaction can take mail for both. Asks nobody. */
    boolean together(String domain, String other) {
        if (shared.isLocal(domain) || shared.isLocal(other)) {
            return false;
        }
        List<Mx> way = exchangers.getIfPresent(domain);
        boolean sameHosts = way != null && !way.isEmpty() && shared.routes().of(other).isMx() && way.equals(exchangers.getIfPresent(other));
        return shared.routes().together(domain, other) || shared.routes().of(domain).isMx() && sameHosts;
    }
}
