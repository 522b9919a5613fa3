package posthouse.common.net;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waiting that no interrupt ends. Nothing here interrupts a thread; an interrupt that comes all the same is dropped and not kept
 * for later, since the thread goes on to files and to the database, where it would close a channel under everyone.
 */
public final class Uninterrupted {

    private Uninterrupted() {
    }

    /** Waits for a thread's end. */
    public static void join(Thread thread) {
        while (thread.isAlive()) {
            join(thread, Duration.ofDays(1));
        }
    }

    /** Waits for a thread's end, no longer than this. */
    public static void join(Thread thread, Duration limit) {
        until(limit, left -> {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            return true;
        });
    }

    /** Waits for the end of what was shut down. @return whether it came */
    public static boolean await(ExecutorService executor, Duration limit) {
        return until(limit, left -> executor.awaitTermination(left, TimeUnit.NANOSECONDS));
    }

    private interface Wait {
        boolean once(long nanos) throws InterruptedException;
    }

    private static boolean until(Duration limit, Wait wait) {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                return wait.once(left);
            } catch (InterruptedException e) {
                continue; // the flag is cleared by now
            }
        }
        return false;
    }
}
