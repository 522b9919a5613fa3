package posthouse.mailstore.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Place;

/**
 * Mutations of many rows: their records are on disk, and they are applied piece by piece between batches, so that nobody else
 * waits for all of it. Their mailboxes are busy until the last piece, and show what they were before.
 */
final class Slicing {
    private final Memory memory;
    private final Deque<Large> under = new ArrayDeque<>();
    /** What waits for a busy mailbox, or for all of them. */
    private final List<Task<?>> aside = new ArrayList<>();

    /** One that is under way. */
    static final class Large {
        private final Task<?> task;
        private final Place place;
        private final List<MailboxRow> before;
        private final List<Mutation> pieces;
        private final Set<Long> mailboxes;
        private final Set<Long> sources;
        private final Map<Long, Usage> growth;
        private int done;

        private Large(Task<?> task, Place place, List<MailboxRow> before) {
            Mutation mutation = task.decision().mutation();
            this.task = task;
            this.place = place;
            this.before = before;
            this.pieces = mutation.pieces();
            this.mailboxes = mutation.mailboxes();
            this.sources = mutation.sources();
            this.growth = Growth.of(mutation, before);
        }

        Task<?> task() {
            return task;
        }

        Place place() {
            return place;
        }
    }

    Slicing(Memory memory) {
        this.memory = memory;
    }

    static boolean isLarge(Mutation mutation) {
        return mutation.pieces().size() > 2;
    }

    boolean isIdle() {
        return under.isEmpty();
    }

    /** Takes a large mutation whose record is in the batch; others that need its mailboxes must wait from here on. */
    Large begin(Task<?> task, Place place, View view) throws DatabaseFailed {
        var large = new Large(task, place, view.known(task.decision().mutation().mailboxes()));
        view.writing().postpone(place);
        memory.setBusy(large.mailboxes);
        memory.holds().begin(large.mailboxes, large.sources);
        memory.usages().begin(large.growth);
        return large;
    }

    /** Its batch is committed. */
    void started(Large large) {
        under.add(large);
    }

    void putAside(Task<?> task) {
        aside.add(task);
    }

    boolean hasAside() {
        return !aside.isEmpty();
    }

    /** What waited and may be tried again. */
    List<Task<?>> takeAside() {
        var tasks = List.copyOf(aside);
        aside.clear();
        return tasks;
    }

    /**
     * Applies the next piece, in a transaction of its own.
     *
     * @return the mutation if only its last piece is left
     */
    Large step(Writing tables) throws DatabaseFailed {
        Large large = under.element();
        if (large.done == large.pieces.size() - 1) {
            return under.remove();
        }
        tables.apply(large.pieces.subList(large.done, large.done + 1), large.place);
        tables.progress(large.place, ++large.done);
        tables.commit();
        return null;
    }

    /** Applies the last piece; whoever calls commits, and publishes what the view has then. */
    void finish(Large large, View view) throws DatabaseFailed, Unavailable {
        view.expect(large.before);
        view.writing().apply(large.pieces.subList(large.done, large.pieces.size()), large.place);
        view.writing().finished(large.place);
        view.applied(large.task.decision(), large.place);
    }

    /** It is done: with {@link Memory#publication} held, or nobody to see. */
    void free(Large large) {
        memory.publication.lock();
        try {
            memory.holds().end(large.mailboxes, large.sources);
            memory.setIdle(large.mailboxes);
            memory.usages().end(large.growth);
        } finally {
            memory.publication.unlock();
        }
    }

    /** The database was opened again, which finished all of them; or it could not be. */
    List<Large> takeAll() {
        var all = List.copyOf(under);
        under.clear();
        return all;
    }
}
