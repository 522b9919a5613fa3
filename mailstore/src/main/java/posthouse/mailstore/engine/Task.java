package posthouse.mailstore.engine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.DatabaseFailed;

/** A command on its way through the writer, and who is told when it is done. */
final class Task<R> {
    private static final Logger LOG = LogManager.getLogger(Task.class);

    private final Command<R> command;
    private final Consumer<Task<R>> told;
    private Decision<R> decision;
    private StoreException refusal;
    private OutcomeUnknown unknown;
    private volatile boolean done;

    /** For the thread that makes it, which will wait for it. */
    Task(Command<R> command) {
        this.command = command;
        var waiting = Thread.currentThread();
        this.told = done -> LockSupport.unpark(waiting);
    }

    /** @param told called on the writer's thread when it is done, and only passes that on */
    Task(Command<R> command, Consumer<Task<R>> told) {
        this.command = command;
        this.told = told;
    }

    Command<R> command() {
        return command;
    }

    Decision<R> decide(View view) throws StoreException, DatabaseFailed {
        decision = command.decide(view);
        return decision;
    }

    Decision<R> decision() {
        return decision;
    }

    /** It is done as it was decided. */
    void complete() {
        finish();
    }

    void refuse(StoreException reason) {
        refusal = reason;
        finish();
    }

    void outcomeUnknown(Throwable reason) {
        unknown = new OutcomeUnknown(reason);
        finish();
    }

    boolean isDone() {
        return done;
    }

    private void finish() {
        done = true;
        try {
            told.accept(this);
        } catch (RuntimeException | Error e) { // the batch stands, whoever can't be told of it
            LOG.error("nobody is told that a command is done", e);
        }
    }

    /** Waits until the writer is done with it. Not to be interrupted: an interrupt is dropped, or the next file that is read would be closed by it. */
    R await() throws StoreException {
        while (!done) {
            LockSupport.park(this);
            Thread.interrupted(); // else it would not park again
        }
        if (unknown != null) {
            throw unknown;
        }
        if (refusal != null) {
            throw refusal;
        }
        return decision.answer();
    }
}
