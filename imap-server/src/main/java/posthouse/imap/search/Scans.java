package posthouse.imap.search;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Awaited;

/**
 * Where the octets of messages are searched: on few threads of their own, and one search of an account after the other, so
 * that no account's searches keep others waiting. Who waits for its turn holds no thread.
 */
public final class Scans {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final EnvelopeTexts texts = new EnvelopeTexts();
    /** By account: the searches that wait for the one that runs. */
    private final Map<Long, Queue<Runnable>> waiting = new HashMap<>();

    /** @param limit how long a search may read messages */
    public Scans(Duration limit) {
        this.limit = limit;
        threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "imap-scan");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    Duration limit() {
        return limit;
    }

    EnvelopeTexts texts() {
        return texts;
    }

    /** What reads messages to find some. */
    interface Work {
        void rows() throws Exception;

        /** Nobody waits for the result any more. */
        void cancel();

        /** Somebody wants to know how far it came. */
        void tellProgress(Answer.Progress progress);
    }

    /** Runs the scan when it's this account's turn, and then answers. A client that goes away cancels it. */
    Answer run(long account, Work scan, Callable<Answer> answer) {
        var result = new CompletableFuture<Answer>();
        enqueue(account, () -> {
            try {
                scan.rows();
                result.complete(answer.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            } finally {
                next(account);
            }
        });
        return new Pending(result, scan);
    }

    private synchronized void enqueue(long account, Runnable task) {
        Queue<Runnable> behind = waiting.get(account);
        if (behind != null) {
            behind.add(task);
        } else {
            waiting.put(account, new ArrayDeque<>());
            threads.execute(task);
        }
    }

    private synchronized void next(long account) {
        Runnable task = waiting.get(account).poll();
        if (task != null) {
            threads.execute(task);
        } else {
            waiting.remove(account);
        }
    }

    private record Pending(CompletionStage<Answer> pending, Work scan) implements Awaited {
        @Override
        public void tellProgress(Progress progress) {
            scan.tellProgress(progress);
        }

        @Override
        public void close() {
            scan.cancel();
        }
    }
}
