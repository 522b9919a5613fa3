package posthouse.common.sasl;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import posthouse.common.sasl.LoginAttempt.Candidate;

/** Checks passwords against keys: hashing runs on threads of its own, as many as there are cores, and never queues far. */
final class PasswordCheck implements AutoCloseable {

    /** Right, with the keys that matched; or not looked at, because there is too much to do or whoever asked must wait by now. */
    record Verdict(Optional<Candidate> matched, boolean looked) {

        static final Verdict WRONG = new Verdict(Optional.empty(), true);
        static final Verdict NOT_NOW = new Verdict(Optional.empty(), false);

        static Verdict right(Candidate candidate) {
            return new Verdict(Optional.of(candidate), true);
        }
    }

    /** Checks that may wait for a thread: a few seconds of work. */
    private static final int QUEUE = 1024;

    private final RememberedPasswords remembered = new RememberedPasswords(System::nanoTime);
    private final ThreadPoolExecutor pool;

    PasswordCheck() {
        int cores = Runtime.getRuntime().availableProcessors();
        var number = new AtomicInteger();
        pool = new ThreadPoolExecutor(cores, cores, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            var thread = new Thread(task, "hash-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * The same work whether the account is there or not.
     *
     * @param mustWait asked again before the hash, for the many that were asked at once
     */
    CompletionStage<Verdict> check(LoginAttempt attempt, String password, BooleanSupplier mustWait) {
        Optional<Candidate> known = remembered.find(attempt, password);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(Verdict.right(known.get()));
        }
        try {
            return CompletableFuture.supplyAsync(() -> mustWait.getAsBoolean() ? Verdict.NOT_NOW : hash(attempt, password), pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Verdict.NOT_NOW);
        }
    }

    private Verdict hash(LoginAttempt attempt, String password) {
        Optional<Candidate> matched = attempt.withStoredKey(attempt.keys().storedKeyOf(password)); // one hash for all: the salt is the same
        matched.ifPresent(candidate -> remembered.remember(attempt, password, candidate));
        return matched.map(Verdict::right).orElse(Verdict.WRONG);
    }

    /** Checks that wait are done still; nothing is interrupted. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
