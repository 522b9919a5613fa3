package posthouse.common.sasl;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import posthouse.common.net.Uninterrupted;

/** Notes when an app password was used: beside the login, which neither waits for it nor fails with it. */
final class LastUse implements AutoCloseable {

    private static final int QUEUE = 1000;
    private static final int SECONDS_TO_FINISH = 2;

    private final Credentials credentials;
    private final ThreadPoolExecutor thread;

    LastUse(Credentials credentials) {
        this.credentials = credentials;
        thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            var made = new Thread(task, "last-use");
            made.setDaemon(true);
            return made;
        }, new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    void note(long account, long appPassword) {
        thread.execute(() -> credentials.used(account, appPassword));
    }

    @Override
    public void close() {
        thread.shutdown();
        Uninterrupted.await(thread, Duration.ofSeconds(SECONDS_TO_FINISH));
    }
}
