package posthouse.smtp.filter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts what each of many does in a time. Two counts a name are kept, of this period and of the one before; what the latter
 * weighs fades as this one passes. Names that were quiet for longest are forgotten when there are too many.
 */
final class Rates<K> {

    private static final int NAMES = 20_000;

    private final long most;
    private final long period;
    private final LongSupplier clock;
    private final Map<K, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Count> eldest) {
            return size() > NAMES;
        }
    };

    /** @param most of it in a period; 0 is any number; @param clock nanoseconds */
    Rates(long most, Duration period, LongSupplier clock) {
        this.most = most;
        this.period = period.toNanos();
        this.clock = clock;
    }

    private static final class Count {
        private long began;
        private long before;
        private long now;
    }

    /** Counts one more, if there may be one. */
    boolean allow(K name) {
        if (most == 0) {
            return true;
        }
        synchronized (counts) {
            long time = clock.getAsLong();
            Count count = counts.computeIfAbsent(name, key -> begin(time));
            long passed = time - count.began;
            if (passed >= period) {
                count.before = passed >= 2 * period ? 0 : count.now;
                count.now = 0;
                count.began += passed / period * period;
            }
            double rest = 1 - (double) (time - count.began) / period;
            if (count.now + count.before * rest >= most) {
                return false;
            }
            count.now++;
            return true;
        }
    }

    private static Count begin(long time) {
        var count = new Count();
        count.began = time;
        return count;
    }
}
