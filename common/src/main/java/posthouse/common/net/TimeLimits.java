package posthouse.common.net;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long a connection may take. One alarm is set at most, and only moved when it would ring too late: commands cost a look
 * at the clock, a quiet connection nothing. All times are {@link System#nanoTime()}.
 */
final class TimeLimits {

    private static final Duration IDLE = Duration.ofMinutes(5);

    private final ScheduledExecutorService clock;
    private final Runnable signal;
    private volatile long idleNanos = IDLE.toNanos();
    private volatile Long totalEnd;
    private volatile boolean rang;
    private ScheduledFuture<?> alarm;
    private long alarmAt;

    TimeLimits(ScheduledExecutorService clock, Runnable signal) {
        this.clock = clock;
        this.signal = signal;
    }

    void idle(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("an idle limit of " + limit);
        }
        idleNanos = nanos(limit);
    }

    void total(Duration limit) {
        totalEnd = limit == null ? null : System.nanoTime() + nanos(limit);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofDays(365)) > 0 ? Duration.ofDays(365).toNanos() : limit.toNanos();
    }

    boolean idleEnded(long quietSince) {
        return System.nanoTime() - quietSince >= idleNanos;
    }

    boolean totalEnded() {
        Long end = totalEnd;
        return end != null && System.nanoTime() - end >= 0;
    }

    /** When the first of the two ends for a client that has been quiet for so long. */
    long end(long quietSince) {
        long idleEnd = quietSince + idleNanos;
        Long total = totalEnd;
        return total != null && total - idleEnd < 0 ? total : idleEnd;
    }

    /** Sees to it that the signal is given at this time, or earlier. */
    void alarmBy(long time) {
        if (alarm != null && time - alarmAt >= 0) {
            return;
        }
        cancel();
        alarmAt = time;
        try {
            alarm = clock.schedule(this::ring, Math.max(time - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            alarm = null; // all connections are being closed
        }
    }

    private void ring() {
        rang = true;
        signal.run();
    }

    /** Whether the alarm rang since this was asked last. */
    boolean rang() {
        if (!rang) {
            return false;
        }
        rang = false;
        alarm = null;
        return true;
    }

    void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
