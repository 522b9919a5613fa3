package posthouse.server;

import java.util.concurrent.CountDownLatch;

/** A server in the foreground: it runs until SIGTERM or SIGINT, closes, and the process ends with 0. */
public final class Foreground {

    private Foreground() {
    }

    /** Doesn't return before {@code server} is closed; then the process is over. */
    public static void run(AutoCloseable server) {
        var never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            int exitCode = 0;
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("posthouse: the server did not close cleanly: " + e.getMessage());
                exitCode = 1;
            }
            System.out.flush();
            Runtime.getRuntime().halt(exitCode); // else a signal's own code, 130 or 143
        }, "shutdown"));
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
