package posthouse.common.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The threads that run sessions: made when there is work for one more, gone when idle, {@value #MOST} at most. The one that
 * went idle last is taken first, so that a quiet server lives in few of them.
 */
final class Workers implements Executor, AutoCloseable {

    static final int MOST = 256;

    private static final Logger LOG = LogManager.getLogger(Workers.class);
    private static final int IDLE_SECONDS = 20;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
        new SynchronousQueue<>(), new NamedThreads("worker"));

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (claim()) {
            start();
        }
    }

    /** Whether one more may be at work; who claimed it drains the queue before giving it back. */
    private boolean claim() {
        for (int now = busy.get(); now < MOST; now = busy.get()) {
            if (busy.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void start() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException closed) {
            busy.decrementAndGet();
        } catch (OutOfMemoryError noThread) { // those at work take the task when they are done
            busy.decrementAndGet();
            LOG.error("no thread could be started: {}", noThread.getMessage());
        }
    }

    private void work() {
        do {
            try {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    run(task);
                }
            } finally {
                busy.decrementAndGet();
            }
        } while (!tasks.isEmpty() && claim()); // what came between the last poll and giving back is nobody else's
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("a task failed", failure);
        }
    }

    /** Threads at work now. */
    int busy() {
        return busy.get();
    }

    /** Lets what runs end by itself; idle threads go at once. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
