package posthouse.mailstore.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.SomeChanges;

/**
 * The one thread that changes the store. It takes what waits, decides and applies it in one transaction, writes and forces the
 * journal, commits the transaction, answers, and wakes who watches: always in this order.
 */
final class Writer {
    private static final Logger LOG = LogManager.getLogger(Writer.class);
    private static final int MAX_TASKS = 300;
    private static final long MAX_OCTETS = 8 << 20;

    private final Journal journal;
    private final Tables tables;
    private final Memory memory;
    private final Accounts accounts;
    private final Watchers watchers;
    private final Recents recents;
    private final Forcing forcing;
    private final FreeSpace space;
    private final LinkedBlockingDeque<Task<?>> waiting = new LinkedBlockingDeque<>();
    private final Thread thread = new Thread(this::run, "store-writer");
    private final AtomicBoolean healing = new AtomicBoolean();
    private volatile boolean closing;
    private final Retry retryResume = new Retry();
    private final Retry retryTables = new Retry();
    private Numbers numbers;
    /** Writing stopped: the journal must be reopened first. */
    private Position stoppedAt;

    Writer(Journal journal, Tables tables, Memory memory, Accounts accounts, Watchers watchers, Recents recents, Forcing forcing,
        FreeSpace space, Numbers numbers) {
        this.journal = journal;
        this.tables = tables;
        this.memory = memory;
        this.accounts = accounts;
        this.watchers = watchers;
        this.recents = recents;
        this.forcing = forcing;
        this.space = space;
        this.numbers = numbers;
    }

    /** @param stopped where the journal ends, if it could not be begun yet; else {@code null} */
    void start(Position stopped) {
        stoppedAt = stopped;
        thread.start();
    }

    /** Has a command carried out; returns when it is on disk. */
    <R> R submit(Command<R> command) throws StoreException {
        var task = new Task<>(command);
        synchronized (waiting) { // so that nothing is queued behind the writer's end
            if (closing) {
                throw new Unavailable("the store is closing");
            }
            waiting.add(task);
        }
        return task.await();
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
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing || !waiting.isEmpty()) {
            try {
                List<Task<?>> tasks = take();
                if (!tasks.isEmpty()) {
                    carryOut(tasks);
                }
                forcing.forceIfDue(journal);
                saveIfDue();
            } catch (IOException e) {
                stop(e, journal.position());
            } catch (InterruptedException e) {
                LOG.error("the writer was interrupted; it goes on", e);
            } catch (RuntimeException e) {
                LOG.error("the writer failed; it goes on", e);
            }
        }
    }

    private void saveIfDue() {
        Writing writing = tables.database().writing();
        if (writing.saveDue() > 0) {
            return;
        }
        if (!space.allowsSaving()) {
            writing.postponeSave();
            return;
        }
        try {
            writing.save();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
    }

    /** What waits, up to a batch's size; a command that changes names comes alone. */
    private List<Task<?>> take() throws InterruptedException {
        var tasks = new ArrayList<Task<?>>();
        long patience = Math.min(forcing.patience(), tables.database().writing().saveDue());
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

    private void carryOut(List<Task<?>> tasks) {
        if (stoppedAt != null && !resume()) {
            refuseAll(tasks, new Unavailable("the store can't write now"));
            return;
        }
        Batch batch;
        try {
            batch = journal.begin();
        } catch (IOException e) {
            stop(e, journal.position());
            refuseAll(tasks, refusal(e));
            return;
        }
        try {
            carryOut(tasks, batch);
        } catch (RuntimeException | Error e) {
            LOG.error("the writer failed within a batch", e);
            if (journal.position().equals(batch.before())) {
                rollback();
                stop(new IOException(e), batch.before());
                refuseAll(tasks, new Unavailable("the store can't do this", e));
            } else {
                reopenTables();
                tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.outcomeUnknown(e));
            }
        }
    }

    private void carryOut(List<Task<?>> tasks, Batch batch) {
        var view = new View(memory, accounts, tables.database().writing(), numbers);
        List<Task<?>> decided = decide(tasks, batch, view);
        if (decided == null) {
            return;
        }
        if (batch.isEmpty()) {
            end(decided);
        } else if (write(batch, decided)) {
            finish(batch, view, decided);
        }
    }

    /** @return the tasks that were not refused; {@code null} if the database failed as a whole and all were */
    private List<Task<?>> decide(List<Task<?>> tasks, Batch batch, View view) {
        var decided = new ArrayList<Task<?>>();
        for (Task<?> task : tasks) {
            try {
                decide(task, batch, view);
                decided.add(task);
            } catch (StoreException e) {
                task.refuse(e);
            } catch (DatabaseFailed e) {
                if (!tables.database().writing().isUsable()) {
                    LOG.error("the database failed: {}", e.getMessage());
                    refuseAll(tasks, new Unavailable("the store can't do this now", e));
                    reopenTables();
                    return null;
                }
                LOG.error("the database refused a change", e);
                task.refuse(new Unavailable("the store can't do this now", e));
            } catch (RuntimeException e) {
                LOG.error("a command failed", e);
                task.refuse(new Unavailable("the store can't do this", e));
            }
        }
        return decided;
    }

    private static void decide(Task<?> task, Batch batch, View view) throws StoreException, DatabaseFailed {
        Decision<?> decision = task.decide(view);
        if (decision.mutation().isEmpty()) {
            return;
        }
        Place place = batch.add(decision.mutation(), decision.data());
        try {
            view.writing().apply(decision.mutation(), place);
        } catch (DatabaseFailed | RuntimeException e) {
            batch.removeLast();
            throw e;
        }
        view.applied(decision, place);
    }

    private void refuseAll(List<Task<?>> tasks, StoreException reason) {
        tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.refuse(reason));
    }

    /** Nothing was changed: only the transaction must end. */
    private void end(List<Task<?>> decided) {
        try {
            recents.saveIfDue(tables.database().writing());
            tables.database().writing().commit();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
        decided.forEach(Task::complete);
    }

    private boolean write(Batch batch, List<Task<?>> decided) {
        try {
            journal.append(batch);
            forcing.written(journal, batch);
            return true;
        } catch (IOException e) {
            rollback();
            stop(e, batch.before());
            refuseAll(decided, refusal(e));
            return false;
        }
    }

    private static StoreException refusal(IOException e) {
        return FreeSpace.isFull(e) ? FreeSpace.full() : new Unavailable("the store can't write now", e);
    }

    private void rollback() {
        try {
            tables.database().writing().rollback();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
    }

    /** The batch is on disk: from here on it stands, whatever happens. */
    private void finish(Batch batch, View view, List<Task<?>> decided) {
        Set<Long> changed = new LinkedHashSet<>(view.touched());
        memory.publication.lock();
        try {
            Database database = tables.database();
            recents.saveIfDue(database.writing());
            database.writing().commit(batch.end(), view.numbers());
            view.publish();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed to commit what is in the journal; it is opened again: {}", e.getMessage());
            if (!reopenTables()) {
                decided.forEach(t -> t.outcomeUnknown(e));
                return;
            }
        } finally {
            memory.publication.unlock();
        }
        numbers = view.numbers();
        publishNames(decided, changed);
        decided.forEach(Task::complete);
        watchers.changed(changed);
    }

    private void publishNames(List<Task<?>> decided, Set<Long> changed) {
        if (!decided.get(0).command().changesNames()) {
            return;
        }
        Mutation mutation = decided.get(0).decision().mutation();
        memory.publication.lock();
        try {
            accounts.publish(mutation);
            var reloaded = new LinkedHashSet<Long>();
            mutation.accept(new SomeChanges<RuntimeException>() {
                @Override
                public void createMailbox(Change.CreateMailbox change) {
                    reloaded.add(change.account());
                }

                @Override
                public void deleteMailbox(Change.DeleteMailbox change) {
                    reloaded.add(change.account());
                    changed.add(change.id());
                }

                @Override
                public void renameMailbox(Change.RenameMailbox change) {
                    reloaded.add(change.account());
                }

                @Override
                public void setSubscribed(Change.SetSubscribed change) {
                    reloaded.add(change.account());
                }
            });
            reloaded.forEach(memory::reload);
        } finally {
            memory.publication.unlock();
        }
    }

    /** The journal failed: nothing more is written to that file. */
    private void stop(IOException e, Position last) {
        LOG.error("writing to the journal failed; it goes on in a new segment as soon as there can be one: {}", e.toString());
        stoppedAt = last;
        resume();
    }

    private boolean resume() {
        if (!retryResume.isDue()) {
            return false;
        }
        try {
            journal.reopen(stoppedAt);
            stoppedAt = null;
            retryResume.reset();
            LOG.info("the journal goes on in a new segment");
            return true;
        } catch (IOException e) {
            retryResume.failed();
            LOG.warn("the journal can't go on yet: {}", e.toString());
            return false;
        }
    }

    private boolean reopenTables() {
        if (!retryTables.isDue()) {
            return false;
        }
        memory.publication.lock();
        try {
            numbers = tables.reopen(journal);
            memory.dropAll();
            accounts.replace(tables.database().directory());
            retryTables.reset();
            LOG.info("the database is open again");
            return true;
        } catch (Unavailable e) {
            retryTables.failed();
            LOG.error("the database can't be opened again yet: {}", e.getMessage());
            return false;
        } finally {
            memory.publication.unlock();
        }
    }
}
