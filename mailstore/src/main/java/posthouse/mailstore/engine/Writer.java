package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;

/** The thread that changes the store, and the queue before it. It takes what waits and has {@link Batches} carry it out. */
final class Writer {
    private static final Logger LOG = LogManager.getLogger(Writer.class);
    private static final int MAX_TASKS = 300;
    private static final long MAX_OCTETS = 8 << 20;
    /** How many batches may go before what waits for an idle moment. */
    private static final int PATIENCE = 50;

    private final Batches batches;
    private final LinkedBlockingDeque<Task<?>> waiting = new LinkedBlockingDeque<>();
    /** What can wait until nothing else does, and how many batches it has waited for. */
    private final ConcurrentLinkedQueue<Task<?>> whenIdle = new ConcurrentLinkedQueue<>();
    private int passedOver;
    private final AtomicBoolean healing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "store-writer");
    private volatile boolean closing;

    Writer(Batches batches) {
        this.batches = batches;
    }

    void start() {
        thread.start();
    }

    /** Has a command carried out; returns when it is on disk. */
    <R> R submit(Command<R> command) throws StoreException {
        var task = new Task<>(command);
        add(task);
        return task.await();
    }

    /** The same for who holds no thread meanwhile. */
    void add(Task<?> task) throws Unavailable {
        synchronized (waiting) { // so that nothing is queued behind the writer's end
            if (closing) {
                throw new Unavailable("the store is closing");
            }
            waiting.add(task);
        }
    }

    /** Like {@link #submit}, for what nobody waits for: it lets others go first. */
    <R> R submitWhenIdle(Command<R> command) throws StoreException {
        var task = new Task<>(command);
        synchronized (waiting) {
            if (closing) {
                throw new Unavailable("the store is closing");
            }
            whenIdle.add(task);
            if (waiting.isEmpty()) {
                waiting.add(new Task<Void>(view -> Decision.of(null, List.of()))); // it may be asleep
            }
        }
        return task.await();
    }

    /** Has {@link Batches#goOn} called, should it be asleep. */
    void wake() {
        waiting.add(new Task<Void>(view -> Decision.of(null, List.of())));
    }

    /** Someone found the database broken: it is looked after, once for all who say so meanwhile. */
    void heal() {
        if (healing.compareAndSet(false, true)) {
            waiting.add(new Task<>(new Command<Void>() {
                @Override
                public Decision<Void> decide(View view) throws DatabaseFailed {
                    healing.set(false);
                    view.writing().position();
                    return Decision.of(null, List.of());
                }
            }));
        }
    }

    /** Carries out what waits, then ends. */
    void close() {
        synchronized (waiting) {
            closing = true;
        }
        waiting.add(new Task<Void>(view -> Decision.of(null, List.of())));
        Uninterrupted.join(thread);
    }

    private void run() {
        while (!closing || !waiting.isEmpty() || !whenIdle.isEmpty() || !batches.isIdle()) {
            try {
                List<Task<?>> tasks = take();
                if (!tasks.isEmpty()) {
                    batches.carryOut(tasks);
                }
                List<Task<?>> ready = batches.goOn();
                for (int i = ready.size() - 1; i >= 0; i--) {
                    waiting.addFirst(ready.get(i));
                }
            } catch (InterruptedException e) {
                LOG.error("the writer was interrupted; it goes on", e);
            } catch (RuntimeException | Error e) {
                LOG.error("the writer failed; it goes on", e);
            }
        }
    }

    /** What waits, up to a batch's size; a command that changes names comes alone. */
    private List<Task<?>> take() throws InterruptedException {
        var tasks = new ArrayList<Task<?>>();
        Task<?> idle = waiting.isEmpty() || passedOver > PATIENCE ? whenIdle.poll() : null;
        passedOver = idle == null && !whenIdle.isEmpty() ? passedOver + 1 : 0;
        if (idle != null) {
            return List.of(idle);
        }
        long patience = batches.patience();
        Task<?> next = patience == Long.MAX_VALUE ? waiting.take() : waiting.poll(patience, TimeUnit.MILLISECONDS);
        long octets = 0;
        while (next != null) {
            if (next.command().changesNames() && !tasks.isEmpty()) {
                waiting.addFirst(next);
                break;
            }
            tasks.add(next);
            octets += next.command().size();
            if (next.command().changesNames() || tasks.size() == MAX_TASKS || octets > MAX_OCTETS) {
                break;
            }
            next = waiting.poll();
        }
        return tasks;
    }
}
