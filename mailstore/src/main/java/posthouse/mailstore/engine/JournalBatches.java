package posthouse.mailstore.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.H2Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Place;

/**
 * Carries out commands on a journal: decides and applies each of a batch in one transaction, writes and forces the journal, commits the
 * transaction, brings memory up to date, answers, and wakes who watches. Always in this order, except that <a
 * href="../../../../../../../docs/decisions/answered-when-forced.md">new messages are answered when they are forced</a>, and applied then; on the
 * writer's thread alone.
 */
final class JournalBatches implements Batches {
    private static final Logger LOG = LogManager.getLogger(JournalBatches.class);

    private static final long UNTIL_NEXT_TRY = 1_000;

    private final Journal journal;
    private final Tables tables;
    private final Publishing publishing;
    private final Recents recents;
    private final Forcing forcing;
    private final FreeSpace space;
    private final Slicing slicing;
    /** Takes the numbers of body files that nothing names any more. */
    private final Consumer<List<Long>> removeFiles;
    private final List<Long> unnamed = new ArrayList<>();

    JournalBatches(Journal journal, Tables tables, Publishing publishing, Recents recents, Forcing forcing, FreeSpace space,
        Consumer<List<Long>> removeFiles) {
        this.journal = journal;
        this.tables = tables;
        this.publishing = publishing;
        this.recents = recents;
        this.forcing = forcing;
        this.space = space;
        this.removeFiles = removeFiles;
        this.slicing = new Slicing(publishing.memory());
    }

    /** One batch on its way. */
    private static final class Run {
        private final Batch batch;
        private final View view;
        /** Those that were not refused, nor put aside. */
        private final List<Task<?>> decided = new ArrayList<>();
        private final List<Task<?>> answeredFirst = new ArrayList<>();
        private final List<Slicing.Large> large = new ArrayList<>();

        Run(Batch batch, View view) {
            this.batch = batch;
            this.view = view;
        }
    }

    private View view() {
        return new View(publishing.memory(), publishing.accounts(), tables.writing(), tables.numbers());
    }

    @Override
    public void carryOut(List<Task<?>> tasks) {
        Batch batch;
        try {
            batch = journal.begin();
        } catch (IOException e) {
            LOG.warn("nothing can be written: {}", e.getMessage());
            refuse(tasks, refusal(e));
            return;
        }
        var run = new Run(batch, view());
        try {
            List<Task<?>> again = carryOut(tasks, run);
            if (!again.isEmpty()) {
                carryOut(again);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("the writer failed within a batch", e);
            if (journal.position().equals(batch.before())) {
                rollback();
                giveUp(batch);
                run.large.forEach(slicing::free);
                refuse(tasks, new Unavailable("the store can't do this", e));
            } else {
                reopenTables();
                tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.outcomeUnknown(e));
            }
        }
    }

    /** @return what is to be carried out in another batch */
    private List<Task<?>> carryOut(List<Task<?>> tasks, Run run) {
        for (Task<?> task : tasks) {
            if (!decide(task, run)) {
                run.large.forEach(slicing::free);
                refuse(tasks, new Unavailable("the store can't do this now"));
                return List.of();
            }
        }
        if (run.batch.isEmpty()) {
            endUnchanged(run);
            return List.of();
        }
        try {
            journal.append(run.batch);
            forcing.written(journal, run.batch);
        } catch (IOException e) {
            return failed(run, e);
        }
        finish(run);
        return List.of();
    }

    /** @return {@code false} if the database failed as a whole */
    private boolean decide(Task<?> task, Run run) {
        try {
            if (task.command().changesNames() && !slicing.isIdle()) {
                slicing.putAside(task);
                return true;
            }
            apply(task, task.decide(run.view), run);
        } catch (Busy e) {
            slicing.putAside(task);
        } catch (StoreException e) {
            task.refuse(e);
        } catch (DatabaseFailed e) {
            if (!tables.writing().isUsable()) {
                LOG.error("the database failed: {}", e.getMessage());
                reopenTables();
                return false;
            }
            LOG.error("the database refused a change", e);
            task.refuse(new Unavailable("the store can't do this now", e));
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            task.refuse(new Unavailable("the store can't do this", e));
        }
        return true;
    }

    private void apply(Task<?> task, Decision<?> decision, Run run) throws DatabaseFailed {
        if (decision.mutation().isEmpty()) {
            run.decided.add(task);
            return;
        }
        Place place = run.batch.add(decision.mutation(), decision.data());
        try {
            if (Slicing.isLarge(decision.mutation())) {
                run.large.add(slicing.begin(task, place, run.view));
                run.view.taken(decision.mutation());
                return;
            }
            if (task.command().isAnsweredFirst() && decision.mutation().isPlain()) {
                run.view.writing().applyLater(decision.mutation(), place);
                run.answeredFirst.add(task);
            } else {
                run.view.writing().apply(decision.mutation(), place);
            }
        } catch (DatabaseFailed | RuntimeException e) {
            run.batch.removeLast();
            throw e;
        }
        run.view.applied(decision, place);
        run.decided.add(task);
    }

    private static void refuse(List<Task<?>> tasks, StoreException reason) {
        tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.refuse(reason));
    }

    /** Only the transaction must end. */
    private void endUnchanged(Run run) {
        try {
            recents.saveIfDue(tables.writing());
            tables.writing().commit();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
        run.decided.forEach(Task::complete);
    }

    /**
     * The batch could not be written.
     *
     * @return what brings no mail, if the disk is full and there is a segment that was kept for that
     */
    private List<Task<?>> failed(Run run, IOException e) {
        LOG.error("writing to the journal failed; it goes on in a new segment as soon as there can be one: {}", e.toString());
        rollback();
        giveUp(run.batch);
        run.large.forEach(slicing::free);
        var tasks = new ArrayList<>(run.decided);
        run.large.forEach(l -> tasks.add(l.task()));
        List<Task<?>> again = !FreeSpace.isFull(e) || !journal.isWritable() ? List.of()
            : tasks.stream().filter(t -> t.command().size() == 0 && !t.isDone()).toList();
        tasks.removeAll(again);
        refuse(tasks, refusal(e));
        return again;
    }

    /** Before anyone is told that it failed, a new segment should say so too: a crash must not find the batch whole. */
    private void giveUp(Batch batch) {
        journal.stop(batch.before());
        try {
            journal.begin();
        } catch (IOException e) {
            LOG.warn("there can be no new segment yet: {}", e.toString());
        }
    }

    private static StoreException refusal(IOException e) {
        return FreeSpace.isFull(e) ? FreeSpace.full() : new Unavailable("the store can't write now", e);
    }

    private void rollback() {
        try {
            tables.writing().rollback();
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
    }

    /** The batch is on disk: from here on it stands, whatever happens. */
    private void finish(Run run) {
        publishing.lock().lock();
        try {
            publishing.answerFirst(run.view, run.answeredFirst);
            H2Database database = tables.database();
            recents.saveIfDue(database.writing());
            database.writing().commit(run.batch.end(), run.view.numbers());
            tables.committed(run.view.numbers());
            publishing.publish(run.view, run.decided);
        } catch (DatabaseFailed e) {
            LOG.error("the database failed to commit what is in the journal; it is opened again: {}", e.getMessage());
            var tasks = new ArrayList<>(run.decided);
            run.large.forEach(l -> tasks.add(l.task()));
            run.large.forEach(slicing::free);
            endAfterReopening(tasks, e);
            return;
        } finally {
            publishing.memory().setBehind(Set.of());
            publishing.lock().unlock();
        }
        run.large.forEach(slicing::started);
        publishing.end(run.view, run.decided);
    }

    /** What is in the journal stands, if the database can be opened; else nobody can say when it will be seen. */
    private void endAfterReopening(List<Task<?>> tasks, Exception reason) {
        if (reopenTables()) {
            tasks.forEach(Task::complete);
            publishing.watchers().all();
        } else {
            tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.outcomeUnknown(reason));
        }
    }

    private boolean reopenTables() {
        publishing.lock().lock();
        try {
            boolean open = tables.reopen();
            for (Slicing.Large large : slicing.takeAll()) { // once it is open, it has finished them
                slicing.free(large);
                if (open) {
                    large.task().complete();
                } else {
                    large.task().outcomeUnknown(new IOException("the database can't be opened"));
                }
            }
            publishing.memory().dropAll(); // it may lack what is in the journal, and is answered
            if (open) {
                publishing.accounts().replace(tables.database().directory());
            }
            return open;
        } catch (Unavailable e) {
            LOG.error("the database can't be read: {}", e.getMessage());
            return false;
        } finally {
            publishing.lock().unlock();
        }
    }

    @Override
    public boolean isIdle() {
        return slicing.isIdle() && !slicing.hasAside();
    }

    @Override
    public long patience() {
        if (!slicing.isIdle() || slicing.hasAside()) {
            return 0;
        }
        return Math.min(Math.min(forcing.patience(), tables.writing().saveDue()), journal.isWritable() ? Long.MAX_VALUE : UNTIL_NEXT_TRY);
    }

    @Override
    public List<Task<?>> goOn() {
        try {
            forcing.forceIfDue(journal);
        } catch (IOException e) {
            LOG.error("forcing the journal failed; it goes on in a new file as soon as there can be one: {}", e.toString());
            journal.stop(journal.position());
        }
        tryAgain();
        try {
            if (!slicing.isIdle()) {
                Slicing.Large last = slicing.step(tables.writing());
                if (last != null) {
                    finish(last);
                }
            }
            saveIfDue();
            removeUnnamedFiles();
            if (tables.hasSuccessor() && slicing.isIdle()) {
                succeed();
            }
        } catch (DatabaseFailed e) {
            LOG.error("the database failed: {}", e.getMessage());
            reopenTables();
        }
        return slicing.isIdle() ? slicing.takeAside() : List.of();
    }

    /** Nobody need send a command for the journal to go on, and for what is not forced yet to be. */
    private void tryAgain() {
        if (!journal.isWritable()) {
            try {
                journal.begin();
            } catch (IOException e) {
                LOG.debug("nothing can be written yet: {}", e.getMessage());
            }
        }
    }

    private void succeed() {
        publishing.lock().lock();
        try {
            tables.succeed();
        } finally {
            publishing.lock().unlock();
        }
    }

    /** Once the records are on disk that took away their last references. */
    private void removeUnnamedFiles() {
        unnamed.addAll(tables.writing().takeUnnamedFiles());
        if (!unnamed.isEmpty() && journal.isForcedTo(journal.position())) {
            removeFiles.accept(List.copyOf(unnamed));
            unnamed.clear();
        }
    }

    private void saveIfDue() throws DatabaseFailed {
        Writing writing = tables.writing();
        if (writing.saveDue() == 0 && space.allowsSaving() && journal.isWritable()) {
            writing.save();
        } else if (writing.saveDue() == 0) {
            writing.postponeSave();
        }
    }

    private void finish(Slicing.Large large) {
        List<Task<?>> tasks = List.of(large.task());
        View view = view();
        publishing.lock().lock();
        try {
            slicing.finish(large, view);
            view.writing().commit();
            publishing.publish(view, tasks);
        } catch (DatabaseFailed | Unavailable e) {
            LOG.error("the database failed in the middle of a large change: {}", e.getMessage());
            endAfterReopening(tasks, e);
            return;
        } finally {
            slicing.free(large);
            publishing.lock().unlock();
        }
        publishing.end(view, tasks);
    }
}
