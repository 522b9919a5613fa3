package posthouse.smtp.relay.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes the sockets of those who take too long. A read limit of the socket would begin anew with each octet, and writing has
 * none at all.
 */
public final class Watchdog implements AutoCloseable {

    private static final long STEP_MILLIS = 100;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "relay-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    public Watchdog() {
        timer.scheduleWithFixedDelay(() -> watched.forEach(Watched::check), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    Watched watch(Socket socket) {
        var one = new Watched(socket);
        watched.add(one);
        return one;
    }

    @Override
    public void close() {
        watched.forEach(Watched::bark);
        timer.shutdown();
    }

    /** One socket, and by when its owner must have gone a step further. */
    final class Watched implements AutoCloseable {
        private final Socket socket;
        private volatile long deadline = Long.MAX_VALUE;
        private volatile boolean late;

        private Watched(Socket socket) {
            this.socket = socket;
        }

        void within(Duration limit) {
            deadline = System.nanoTime() + limit.toNanos();
        }

        /** Nothing is awaited. */
        void rest() {
            deadline = Long.MAX_VALUE;
        }

        boolean isLate() {
            return late;
        }

        private void check() {
            if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
                bark();
            }
        }

        private void bark() {
            late = true;
            try {
                socket.close();
            } catch (IOException e) {
                // closed is what it should be
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
