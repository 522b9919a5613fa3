package posthouse.smtp.relay.policy;

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

/** Counts how connections kept to the policies that held for them (RFC 8460); the store gets the sums each minute. */
public final class TlsTally implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(TlsTally.class);
    private static final int MOST = 10_000;

    private final TlsResults store;
    private final InstantSource clock;
    private final Map<TlsResult, Long> counts = new HashMap<>();
    private LocalDate day;

    public TlsTally(TlsResults store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** @param result {@code success} or a result type of RFC 8460 4.3 */
    public synchronized void count(String domain, String policy, String host, String result) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day) || counts.size() >= MOST) {
            save();
            day = today;
        }
        counts.merge(new TlsResult(domain, policy, host, result, 0), 1L, Long::sum);
    }

    /** Gives the store what was counted since the last time. */
    public synchronized void save() {
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
    public void close() {
        save();
    }
}
