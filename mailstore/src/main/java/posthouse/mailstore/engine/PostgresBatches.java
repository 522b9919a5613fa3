package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.LargeRow;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.SharedTables;
import posthouse.mailstore.journal.Numbers;

/**
 * Carries out commands on a database that is durable itself: waits for its turn among the nodes, catches up with what they did,
 * decides and applies all of a batch in one transaction, commits it, brings memory up to date, answers, and wakes who watches.
 * Changes of many messages are decided here and made beside ({@link LargeChanges}); what has to wait for them is put aside.
 */
final class PostgresBatches implements Batches, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(PostgresBatches.class);
    /** How long it is asked whether a batch stands whose commit was cut off; then its sessions are dropped without an answer. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MILLIS = 200;
    /** How often it is asked whether other nodes are done with what commands wait for. */
    private static final long LOOK_MILLIS = 50;

    private final WriterConnection connection;
    private final OtherNodes others;
    private final Publishing publishing;
    private final Recents recents;
    private final LargeChanges large;
    /** A large change is committed. */
    private final Runnable largeMade;
    private final BooleanSupplier whenFull;
    /** What waits for large changes. */
    private final List<Task<?>> aside = new ArrayList<>();
    private CutOff cutOff;
    /** The batch up to which it is known what large changes there are. */
    private long followed = -1;

    /**
     * @param largeMade is run when a large change is committed
     * @param whenFull is asked for space where the database has none; says whether there is some for what adds nothing
     */
    PostgresBatches(PostgresServer server, OtherNodes others, Publishing publishing, Recents recents, LargeChanges large,
        Runnable largeMade, BooleanSupplier whenFull) {
        this.connection = new WriterConnection(server);
        this.others = others;
        this.publishing = publishing;
        this.recents = recents;
        this.large = large;
        this.largeMade = largeMade;
        this.whenFull = whenFull;
    }

    /** One batch on its way. */
    private static final class Run {
        private final long number;
        private final View view;
        private final SharedTables on;
        private final List<Task<?>> decided = new ArrayList<>();
        private final List<LargeChanges.Large> announced = new ArrayList<>();
        private final List<Task<?>> aside = new ArrayList<>();

        Run(long number, View view, SharedTables on) {
            this.number = number;
            this.view = view;
            this.on = on;
        }

        boolean isEmpty() {
            return announced.isEmpty() && decided.stream().allMatch(t -> t.decision().mutation().isEmpty());
        }
    }

    /** A batch of which nobody knows yet whether it was committed. */
    private record CutOff(Run run, long since, DatabaseFailed reason) {
    }

    @Override
    public void carryOut(List<Task<?>> tasks) {
        try {
            carryOut(tasks, true);
        } catch (RuntimeException | Error e) {
            LOG.error("the writer failed within a batch", e);
            aside.removeAll(tasks);
            connection.disconnect(); // which rolls back what was not committed
            tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.outcomeUnknown(e));
        }
    }

    /** @param again whether it may be tried once more on a new connection, if this one fails before the commit */
    private void carryOut(List<Task<?>> tasks, boolean again) {
        Run run;
        try {
            run = begin();
        } catch (DatabaseFailed | Unavailable e) {
            connection.disconnect();
            refuse(tasks, e);
            return;
        }
        try {
            decide(tasks, run);
            run.on.flush();
        } catch (DatabaseFailed e) {
            run.announced.forEach(large::drop);
            failed(tasks, again, e);
            return;
        }
        aside.addAll(run.aside);
        if (run.isEmpty()) {
            endUnchanged(run);
        } else {
            commit(run, run.view.numbers());
        }
    }

    /** Until the transaction ends, no other node has a batch. */
    private Run begin() throws DatabaseFailed, Unavailable {
        return connection.begin((head, tables) -> {
            if (cutOff != null) {
                settle(cutOff, tables);
            }
            return follow(head, tables);
        });
    }

    /** A batch that has its turn on a connection, and knows what others did before. */
    private Run follow(SharedTables.Head head, SharedTables on) throws DatabaseFailed, Unavailable {
        others.catchUp(head.batch());
        if (followed != head.batch()) {
            large.follow(on.large());
            followed = head.batch();
        }
        return new Run(head.batch() + 1, new View(publishing.memory(), publishing.accounts(), on.writing(), head.numbers()), on);
    }

    private void decide(List<Task<?>> tasks, Run run) throws DatabaseFailed {
        for (Task<?> task : tasks) {
            if (!task.isDone() && decide(task, run)) {
                apply(task, run);
            }
        }
    }

    private void apply(Task<?> task, Run run) throws DatabaseFailed {
        Decision<?> decision = task.decision();
        if (large.isLarge(decision.mutation())) {
            run.announced.add(large.announce(task, run.view, run.on));
            run.view.taken(decision.mutation());
            return;
        }
        if (!decision.mutation().isEmpty()) {
            run.on.apply(decision.mutation(), decision.data());
            run.view.applied(decision, SharedTables.PLACE);
        }
        run.decided.add(task);
    }

    /** @return {@code false} if it is refused, or has to wait */
    private boolean decide(Task<?> task, Run run) throws DatabaseFailed {
        try {
            if (task.command().changesNames() && !large.isNone()) {
                run.aside.add(task);
                return false;
            }
            task.decide(run.view);
            return true;
        } catch (Busy e) {
            run.aside.add(task);
        } catch (StoreException e) {
            task.refuse(e);
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            task.refuse(new Unavailable("the store can't do this", e));
        }
        return false;
    }

    private static void refuse(List<Task<?>> tasks, Exception reason) {
        StoreException refusal = reason instanceof DatabaseFailed failed && failed.isFull() ? FreeSpace.full()
            : new Unavailable("the store can't do this now", reason);
        tasks.stream().filter(t -> !t.isDone()).forEach(t -> t.refuse(refusal));
    }

    /** Nothing is committed. A lost connection is replaced once; where one statement failed, each command is tried alone. */
    private void failed(List<Task<?>> tasks, boolean again, DatabaseFailed reason) {
        boolean usable = connection.rollback();
        if (again && usable && reason.isFull() && whenFull.getAsBoolean()) {
            refuse(tasks.stream().filter(t -> t.command().size() > 0).toList(), reason);
        }
        List<Task<?>> left = tasks.stream().filter(t -> !t.isDone()).toList();
        if (again && (!usable || left.size() > 1 || reason.isFull())) {
            LOG.warn("a batch failed and is tried again: {}", reason.getMessage());
            if (usable) {
                left.forEach(task -> carryOut(List.of(task), false));
            } else {
                carryOut(left, false);
            }
            return;
        }
        if (reason.isFull()) {
            LOG.error("the database has no space: {}", reason.getMessage());
        } else {
            LOG.error("the database refused a change", reason);
        }
        refuse(left, reason);
    }

    private void endUnchanged(Run run) {
        try {
            recents.saveIfDue(run.on.writing(), this::isHeld);
            run.on.end();
        } catch (DatabaseFailed e) {
            connection.lost(e);
        }
        run.decided.forEach(Task::complete);
    }

    private void commit(Run run, Numbers numbers) {
        publishing.lock().lock();
        try {
            recents.saveIfDue(run.on.writing(), this::isHeld);
            run.on.commit(ForOthers.of(run.number, others.node(), run.view, run.decided), numbers);
            publishing.publish(run.view, run.decided);
            others.made(run.number);
            followed = run.number;
        } catch (DatabaseFailed e) {
            LOG.warn("a commit was cut off, the database is asked whether it stands: {}", e.getMessage());
            connection.disconnect();
            followed = -1;
            run.announced.forEach(large::drop);
            refuse(run.announced.stream().<Task<?>>map(LargeChanges.Large::task).toList(), e); // nothing of them is made
            cutOff = new CutOff(run, System.nanoTime(), e);
            return;
        } finally {
            publishing.lock().unlock();
        }
        run.announced.forEach(large::begin);
        publishing.end(run.view, run.decided);
    }

    /** A large change is made but for its end: it has its turn now, like a batch. */
    private void finish(LargeChanges.Large made) {
        List<Task<?>> tasks = List.of(made.task());
        Run run;
        SharedTables.Head head;
        try {
            head = large.join(made);
            run = follow(head, large.tables());
            large.finish(made, run.view);
        } catch (DatabaseFailed | Unavailable e) {
            LOG.error("a large change could not be made: {}", e.getMessage());
            List<Task<?>> left = large.abandon();
            if (e instanceof DatabaseFailed failed && failed.isFull() && whenFull.getAsBoolean()) {
                aside.addAll(left); // once more, with the space that was put aside
            } else {
                refuse(left, e);
            }
            followed = -1;
            return;
        }
        run.decided.addAll(tasks);
        commit(run, head.numbers());
        if (cutOff == null) {
            large.end(made);
            largeMade.run();
        } else { // those behind it are not begun
            List<Task<?>> others = new ArrayList<>(large.abandon());
            others.removeAll(tasks);
            refuse(others, cutOff.reason);
        }
    }

    /** Looks whether large changes that commands here wait for are over, or are made by nobody any more. */
    private void look() {
        try {
            Run run = begin();
            List<LargeRow> abandoned = large.abandoned(run.on);
            if (abandoned.isEmpty()) {
                run.on.end();
                return;
            }
            for (LargeRow row : abandoned) {
                run.on.over(row);
            }
            run.on.flush();
            commit(run, run.view.numbers());
            followed = -1;
        } catch (DatabaseFailed | Unavailable e) {
            connection.disconnect();
        }
    }

    /** A large change may have the mailbox's row: a batch that waited for it would be waited for by it. */
    private boolean isHeld(long mailbox) {
        return publishing.memory().holds().isChanged(mailbox);
    }

    /** The transaction of a batch that was cut off is over now: what became of it stands in the log. */
    private void settle(CutOff asked, SharedTables tables) throws DatabaseFailed, Unavailable {
        boolean stands = tables.stands(asked.run.number, others.node());
        LOG.info("the batch whose commit was cut off {}", stands ? "stands" : "was not made");
        if (!stands) {
            cutOff = null;
            refuse(asked.run.decided, asked.reason);
            return;
        }
        publishing.lock().lock();
        try {
            others.forgetAll();
        } finally {
            publishing.lock().unlock();
        }
        cutOff = null;
        asked.run.decided.forEach(Task::complete);
        publishing.watchers().all();
    }

    /** Asks again what became of a batch that was cut off. */
    @Override
    public List<Task<?>> goOn() {
        if (cutOff == null) {
            return goOnWithLarge();
        }
        try {
            begin().on.end();
        } catch (DatabaseFailed | Unavailable e) {
            connection.disconnect();
        }
        if (cutOff != null && System.nanoTime() - cutOff.since > PATIENCE) {
            LOG.error("the database is not to be reached, so nobody can say whether a batch stands: its sessions are dropped");
            cutOff.run.decided.forEach(t -> t.outcomeUnknown(cutOff.reason));
            cutOff = null;
        }
        return List.of();
    }

    private List<Task<?>> goOnWithLarge() {
        LargeChanges.Large made = large.made();
        if (made != null) {
            finish(made);
        }
        if (!aside.isEmpty() && large.hasOthers()) {
            look();
        }
        if (aside.isEmpty() || !large.hasEnded()) {
            return List.of();
        }
        List<Task<?>> ready = List.copyOf(aside);
        aside.clear();
        return ready;
    }

    @Override
    public long patience() {
        if (cutOff != null) {
            return PAUSE_MILLIS;
        }
        return !aside.isEmpty() && large.hasOthers() ? LOOK_MILLIS : Long.MAX_VALUE;
    }

    @Override
    public boolean isIdle() {
        return cutOff == null && large.isIdle() && aside.isEmpty();
    }

    /** The writer has ended. */
    @Override
    public void close() {
        SharedTables tables = connection.tables();
        if (tables != null) {
            try {
                recents.save(tables.writing(), this::isHeld);
                tables.end();
            } catch (DatabaseFailed e) {
                LOG.warn("the database can't be left in order: {}", e.getMessage());
            }
        }
        connection.disconnect();
        large.close();
    }
}
