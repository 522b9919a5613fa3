package posthouse.smtp.relay.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.PolicyCache;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.dns.Dns;
import posthouse.smtp.relay.dns.DnsFailure;
import posthouse.smtp.relay.policy.StsPolicy.BadPolicy;

/** The MTA-STS policies of other domains (RFC 8461): found, kept in the store as long as they say, found anew when they change. */
public final class MtaSts {
    private static final Logger LOG = LogManager.getLogger(MtaSts.class);
    /** RFC 8461 3.3: after a failure a sender should wait at least five minutes. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final Dns dns;
    private final StsFetcher fetcher;
    private final PolicyCache kept;
    private final InstantSource clock;
    /** Domains whose policy could not be had a moment ago, with which id. */
    private final Cache<String, Failure> failures = Caffeine.newBuilder().maximumSize(10_000).build();

    private record Failure(String id, Instant at, String reason) {
    }

    /** What is known of a domain. @param trouble why there is no newer one, or {@code null} */
    record Found(StsPolicy policy, String trouble) {
    }

    public MtaSts(Dns dns, StsFetcher fetcher, PolicyCache kept, InstantSource clock) {
        this.dns = dns;
        this.fetcher = fetcher;
        this.kept = kept;
        this.clock = clock;
    }

    /** The policy that holds for mail to a domain now; empty if it has none, or none can be had and none is kept. */
    Optional<Found> find(String domain) {
        Optional<Kept> old = kept(domain);
        Optional<String> id;
        try {
            id = StsRecord.id(dns.txt("_mta-sts." + domain));
        } catch (DnsFailure e) {
            id = Optional.empty();
        }
        if (id.isEmpty() || old.isPresent() && old.get().id().equals(id.get())) {
            return old.flatMap(k -> parsed(k, null)); // RFC 8461 5.1: what is kept holds though nothing new is found
        }
        return renew(domain, id.get(), old);
    }

    private Optional<Found> renew(String domain, String id, Optional<Kept> old) {
        Instant now = clock.instant();
        Failure failed = failures.getIfPresent(domain);
        if (failed != null && failed.id.equals(id) && now.isBefore(failed.at.plus(AFTER_FAILURE))) {
            return old.flatMap(k -> parsed(k, failed.reason));
        }
        try {
            String text = fetcher.fetch(domain);
            StsPolicy policy = StsPolicy.parse(text);
            keep(domain, new Kept(id, text, now, now.plus(policy.maxAge())));
            failures.invalidate(domain);
            return Optional.of(new Found(policy, null));
        } catch (IOException | BadPolicy e) {
            LOG.warn("the MTA-STS policy of {} can't be had: {}", domain, e.getMessage());
            failures.put(domain, new Failure(id, now, e.getMessage()));
            return old.flatMap(k -> parsed(k, e.getMessage()));
        }
    }

    private Optional<Kept> kept(String domain) {
        try {
            return kept.find(domain).filter(k -> clock.instant().isBefore(k.expires()));
        } catch (StoreException e) {
            LOG.warn("the kept MTA-STS policy of {} can't be read: {}", domain, e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(String domain, Kept policy) {
        try {
            kept.keep(domain, policy);
        } catch (StoreException e) { // it holds for this time
            LOG.warn("the MTA-STS policy of {} can't be kept: {}", domain, e.getMessage());
        }
    }

    private static Optional<Found> parsed(Kept kept, String trouble) {
        try {
            return Optional.of(new Found(StsPolicy.parse(kept.text()), trouble));
        } catch (BadPolicy e) {
            return Optional.empty(); // a version before this one took it
        }
    }
}
