package posthouse.smtp.relay.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TlsResults;
import posthouse.mailstore.TlsResults.TlsResult;

/** Counts how connections kept to the policies that held for them (RFC 8460); the store gets the sums now and then. */
public final class TlsTally implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(TlsTally.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final TlsResults store;
    private final InstantSource clock;
    private final Map<TlsResult, Long> counts = new HashMap<>();
    private LocalDate day;
    private Instant saved;

    public TlsTally(TlsResults store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.saved = clock.instant();
        this.day = LocalDate.ofInstant(saved, ZoneOffset.UTC);
    }

    /** @param result {@code success} or a result type of RFC 8460 4.3 */
    public synchronized void count(String domain, String policy, String host, String result) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day) || now.isAfter(saved.plus(EVERY)) || counts.size() >= MOST) {
            save();
            day = today;
            saved = now;
        }
        counts.merge(new TlsResult(domain, policy, host, result, 0), 1L, Long::sum);
    }

    private void save() {
        if (counts.isEmpty()) {
            return;
        }
        List<TlsResult> sums = counts.entrySet().stream()
            .map(c -> new TlsResult(c.getKey().domain(), c.getKey().policy(), c.getKey().host(), c.getKey().result(), c.getValue())).toList();
        counts.clear();
        try {
            store.add(day, sums);
        } catch (StoreException e) { // figures, no mail
            LOG.warn("results of TLS can't be kept: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        save();
    }
}
