package posthouse.mailstore.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.LargeRow;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.SharedTables;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.QueueChange;

/**
 * Changes of many messages in a PostgreSQL. Each is one transaction, but not the writer's: a thread makes it on a connection of its own, and batches
 * of all nodes go on meanwhile. Nobody sees anything of it until it is committed, in a turn of its own like a batch. A row that is committed before it
 * begins tells all nodes which mailboxes they must leave alone, and goes in the change's own transaction; a lock of the connection tells whether it is
 * still being made. For the writer's thread, but for {@link #make}.
 */
final class LargeChanges implements AutoCloseable {
    /** What is never made beside the batches: new octets, and what belongs to no mailbox that commands could wait for. */
    private static final Set<Class<? extends Change>> IN_TURN = Set.of(MessageChange.AddMessages.class, MessageChange.ForgetExpunged.class,
        MailboxChange.SkipNumbers.class);

    private final PostgresServer server;
    private final Memory memory;
    private final int piece;
    private final Runnable wake;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "store-large");
        named.setDaemon(true);
        return named;
    });
    /** Those of this node; the first is being made. */
    private final Deque<Large> under = new ArrayDeque<>();
    private final Map<LargeRow, Map<Long, Usage>> ofOthers = new HashMap<>();
    private String holder;
    private SharedTables tables;
    private long number;
    private boolean ended;

    /** One that is under way. */
    static final class Large {
        private final Task<?> task;
        private final LargeRow row;
        private final List<MailboxRow> before;
        private final List<Mutation> pieces;
        private final Map<Long, Usage> growth;
        /** Why it can't be made; written before {@link #made}. */
        private Exception failure;
        private volatile boolean made;

        private Large(Task<?> task, LargeRow row, List<MailboxRow> before, List<Mutation> pieces, Map<Long, Usage> growth) {
            this.task = task;
            this.row = row;
            this.before = before;
            this.pieces = pieces;
            this.growth = growth;
        }

        Task<?> task() {
            return task;
        }

        LargeRow row() {
            return row;
        }
    }

    /**
     * @param large how many messages a change may touch that is none of these
     * @param wake is run when one is made and wants its turn
     */
    LargeChanges(PostgresServer server, Memory memory, int large, Runnable wake) {
        this.piece = large / 2;
        this.server = server;
        this.memory = memory;
        this.wake = wake;
    }

    private static boolean isInTurn(Change change) {
        return change instanceof QueueChange || IN_TURN.contains(change.getClass());
    }

    boolean isLarge(Mutation mutation) {
        return mutation.pieces(piece).size() > 2 && mutation.changes().stream().noneMatch(LargeChanges::isInTurn);
    }

    /** Whether none is under way, of any node. */
    boolean isNone() {
        return under.isEmpty() && ofOthers.isEmpty();
    }

    /** Whether none of this node is under way. */
    boolean isIdle() {
        return under.isEmpty();
    }

    /** Takes a large mutation; what it must have to itself is held from here on, and by other nodes from the batch's commit on. */
    Large announce(Task<?> task, View view, SharedTables batch) throws DatabaseFailed {
        if (tables == null) {
            holder = UUID.randomUUID().toString();
            tables = SharedTables.openBeside(server, holder);
        }
        Mutation mutation = task.decision().mutation();
        List<MailboxRow> before = view.known(mutation.mailboxes());
        Map<Long, Usage> growth = Growth.of(mutation, before);
        List<LargeRow.Growth> told = growth.entrySet().stream().map(g -> new LargeRow.Growth(g.getKey(), g.getValue().octets(), g.getValue().messages()))
            .toList();
        var large = new Large(task, new LargeRow(holder, ++number, mutation.mailboxes(), mutation.sources(), told), before, mutation.pieces(piece),
            growth);
        batch.announce(large.row);
        hold(large.row, growth);
        return large;
    }

    private void hold(LargeRow row, Map<Long, Usage> growth) {
        memory.holds().begin(row.changed(), row.copied());
        memory.usages().begin(growth);
    }

    private void free(LargeRow row, Map<Long, Usage> growth) {
        memory.holds().end(row.changed(), row.copied());
        memory.usages().end(growth);
        ended = true;
    }

    /** The batch that announced it is committed. */
    void begin(Large large) {
        under.add(large);
        if (under.size() == 1) {
            makeNext();
        }
    }

    /** The batch that announced it is not committed. */
    void drop(Large large) {
        free(large.row, large.growth);
    }

    private void makeNext() {
        Large next = under.element();
        SharedTables on = tables;
        thread.execute(() -> make(next, on));
    }

    /** All but its last piece, which comes in its turn. On the thread for it. */
    private void make(Large large, SharedTables on) {
        try {
            on.applyBeside(large.pieces.subList(0, large.pieces.size() - 1));
        } catch (DatabaseFailed | RuntimeException e) {
            large.failure = e;
        } finally {
            large.made = true;
            wake.run();
        }
    }

    /** The one that wants its turn; {@code null} if there is none. */
    Large made() {
        Large first = under.peek();
        return first != null && first.made ? first : null;
    }

    /** Gives it its turn. */
    SharedTables.Head join(Large large) throws DatabaseFailed, Unavailable {
        if (large.failure instanceof DatabaseFailed failed) {
            throw failed;
        }
        if (large.failure != null) {
            throw new Unavailable("the store can't do this", large.failure);
        }
        return tables.join();
    }

    /** Applies what is left of it, in its turn; it is whole then for whoever sees the view. */
    void finish(Large large, View view) throws DatabaseFailed, Unavailable {
        view.expect(large.before);
        tables.applyBeside(large.pieces.subList(large.pieces.size() - 1, large.pieces.size()));
        tables.over(large.row);
        view.applied(large.task.decision(), SharedTables.PLACE);
        tables.flush();
    }

    /** The connection of the one that has its turn. */
    SharedTables tables() {
        return tables;
    }

    /** It is committed. */
    void end(Large large) {
        under.remove(large);
        free(large.row, large.growth);
        if (!under.isEmpty()) {
            makeNext();
        }
    }

    /**
     * The connection is of no use: nothing is made of any of them.
     *
     * @return their tasks, which nobody has answered
     */
    List<Task<?>> abandon() {
        var all = new ArrayList<>(under);
        under.clear();
        all.forEach(large -> free(large.row, large.growth));
        disconnect();
        return all.stream().<Task<?>>map(Large::task).toList();
    }

    private void disconnect() {
        if (tables != null) {
            tables.close();
            tables = null;
        }
    }

    /** What the tables say is under way: others' mailboxes are to be left alone. */
    void follow(List<LargeRow> rows) {
        for (LargeRow gone : List.copyOf(ofOthers.keySet())) {
            if (!rows.contains(gone)) {
                free(gone, ofOthers.remove(gone));
            }
        }
        for (LargeRow row : rows) {
            if (!ofOthers.containsKey(row) && under.stream().noneMatch(large -> large.row.equals(row))) {
                Map<Long, Usage> growth = new HashMap<>();
                row.growth().forEach(g -> growth.put(g.account(), new Usage(g.octets(), g.messages())));
                ofOthers.put(row, growth);
                hold(row, growth);
            }
        }
    }

    /** Those that nobody makes any more: of nodes that died, and of connections that this one had. Within a batch. */
    List<LargeRow> abandoned(SharedTables batch) throws DatabaseFailed {
        var abandoned = new ArrayList<LargeRow>();
        for (LargeRow row : ofOthers.keySet()) {
            if (row.holder().equals(holder) || batch.isAbandoned(row)) {
                abandoned.add(row);
            }
        }
        return abandoned;
    }

    /** Whether it is others' that are waited for. */
    boolean hasOthers() {
        return !ofOthers.isEmpty();
    }

    /** Whether any ended since this was asked last: what waits may be tried again. */
    boolean hasEnded() {
        boolean any = ended;
        ended = false;
        return any;
    }

    @Override
    public void close() {
        thread.shutdown();
        disconnect();
    }
}
