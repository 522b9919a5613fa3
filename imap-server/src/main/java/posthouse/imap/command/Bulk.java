package posthouse.imap.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Awaited;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/**
 * What a command does to very many messages at once: aside, on few threads of their own, so that the client can be told meanwhile that it goes on
 * (RFC 9585). How far it came, nobody knows: the store does all or nothing. It is done also for a client that went away.
 */
final class Bulk {

    /** Fewer are done before anybody asks. */
    private static final int MANY = 2_000;
    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        var thread = new Thread(task, "imap-bulk");
        thread.setDaemon(true);
        return thread;
    });
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    static {
        POOL.allowCoreThreadTimeOut(true);
    }

    private Bulk() {
    }

    /** What is done; the session waits for it, so that it may use what is the session's. */
    @FunctionalInterface
    interface Work {
        Answer run() throws Refused, BadSyntax, StoreException;
    }

    /** Does it, or begins to where it concerns so many messages. */
    static Answer run(long messages, Work work) throws Refused, BadSyntax, StoreException {
        if (messages < MANY) {
            return work.run();
        }
        var result = new CompletableFuture<Answer>();
        POOL.execute(() -> {
            try {
                result.complete(work.run());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return new Pending((int) messages, result);
    }

    private record Pending(int messages, CompletableFuture<Answer> pending) implements Awaited {
        @Override
        public void tellProgress(Progress progress) {
            if (!pending.isDone()) {
                progress.at(Progress.UNKNOWN, messages);
                SOON.execute(() -> tellProgress(progress));
            }
        }
    }
}
