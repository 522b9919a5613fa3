package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Grant;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;

/** The writer's connection: transactions, and reading what they have changed so far. For one thread. */
public final class Writing {
    private static final Logger LOG = LogManager.getLogger(Writing.class);

    private final Connection connection;
    private final Statements statements;
    private final Apply apply;
    private final BodyUse use;

    private final TableFile file;
    /** Whether nothing may be asked of the connection any more. */
    private volatile boolean broken;
    private int firstNeededSegment;
    /** What was given to {@link #applyLater}, in its order. */
    private final List<Unapplied> later = new ArrayList<>();
    /** What is being written to the file, the oldest first. */
    private final Queue<Saving> saving = new ArrayDeque<>();

    /** @param firstNeeded once what {@link TableFile#save} called by this number is in the file */
    private record Saving(long number, int firstNeeded) {
    }

    private record Unapplied(Mutation mutation, Place place) {
    }

    Writing(Connection connection, Statements statements, BodyUse use, TableFile file) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.statements = statements;
        this.use = use;
        this.apply = new Apply(statements, use);
        this.firstNeededSegment = firstNeeded();
    }

    /** The key of the journal that these tables follow; empty if they are new. */
    public Optional<StoreKey> key() throws DatabaseFailed {
        return call(() -> Queries.state(connection)).map(Queries.State::key);
    }

    /** How far the tables follow the journal. */
    public Position position() throws DatabaseFailed {
        return call(() -> Queries.state(connection)).map(Queries.State::position).orElse(Position.START);
    }

    public Numbers numbers() throws DatabaseFailed {
        return call(() -> Queries.state(connection)).map(Queries.State::numbers).orElse(Numbers.FIRST);
    }

    /** Whether no table has a row. */
    public boolean isEmpty() throws DatabaseFailed {
        return call(() -> TableRows.areEmpty(connection));
    }

    /** Makes new tables those of a journal. */
    public void begin(StoreKey key) throws DatabaseFailed {
        run(() -> {
            statements.update("insert into store_state (id, store_key, segment, place, batch, record, next_uidvalidity, next_mailbox, next_account, "
                + "next_body, next_email) values (1, ?, 0, 0, 0, 0, 1, 1, 1, 1, 1)", (Object) key.octets());
            statements.flush();
            connection.commit();
        });
    }

    /** Applies a mutation within the transaction: all of it, or (if it fails) nothing of it. */
    public void apply(Mutation mutation, Place place) throws DatabaseFailed {
        apply(mutation.pieces(), place);
    }

    /** Applies some pieces of a mutation: all of them, or (if it fails) none. */
    public void apply(List<Mutation> pieces, Place place) throws DatabaseFailed {
        run(() -> {
            Runnable undo = use.undo();
            try {
                statements.atomically(() -> {
                    for (Mutation piece : pieces) {
                        apply.apply(piece, place);
                    }
                });
            } catch (SQLException e) {
                undo.run();
                throw e;
            }
        });
    }

    /**
     * Like {@link #apply(Mutation, Place)}, but when something else is asked of the transaction, at the latest when it ends. For what the tables
     * are sure to take: if it fails, they are not usable any more.
     */
    public void applyLater(Mutation mutation, Place place) {
        later.add(new Unapplied(mutation, place));
    }

    private void catchUp() throws SQLException {
        if (broken) {
            throw new SQLException("the tables lack changes");
        }
        if (later.isEmpty()) {
            return;
        }
        try {
            for (Unapplied each : later) {
                apply.apply(each.mutation, each.place);
            }
            later.clear();
        } catch (SQLException | RuntimeException e) {
            broken = true; // some of them are half there
            throw new SQLException("a change was not applied: " + e.getMessage(), e);
        }
    }

    /** Notes that a mutation's record is to be applied piece by piece, later than its position says. */
    public void postpone(Place record) throws DatabaseFailed {
        run(() -> statements.update("insert into unfinished (segment, place, pieces) values (?, ?, 0)", record.segment(), record.start()));
    }

    /** Notes how many pieces of a postponed mutation are applied. */
    public void progress(Place record, int pieces) throws DatabaseFailed {
        run(() -> statements.update("update unfinished set pieces = ? where segment = ? and place = ?", pieces, record.segment(), record.start()));
    }

    /** A postponed mutation is applied. */
    public void finished(Place record) throws DatabaseFailed {
        run(() -> statements.update("delete from unfinished where segment = ? and place = ?", record.segment(), record.start()));
    }

    /** Mutations that were postponed and are not applied whole. */
    public List<UnfinishedRow> unfinished() throws DatabaseFailed {
        return call(() -> Queries.unfinished(connection));
    }

    /** Where {@code \Recent} begins in mailboxes: not in the journal, a crash may lose it. */
    public void firstRecent(Map<Long, Long> byMailbox) throws DatabaseFailed {
        run(() -> {
            for (Map.Entry<Long, Long> each : byMailbox.entrySet()) {
                statements.update("update mailbox set first_recent = ? where id = ?", each.getValue(), each.getKey());
            }
        });
    }

    /** Ends the transaction: the tables stand at this position now. */
    public void commit(Position position, Numbers next) throws DatabaseFailed {
        run(() -> {
            statements.update("update store_state set segment = ?, place = ?, batch = ?, record = ?, next_uidvalidity = ?, next_mailbox = ?, "
                + "next_account = ?, next_body = ?, next_email = ? where id = 1", position.segment(), position.offset(), position.batch(),
                position.sequence(), next.uidValidity(), next.mailbox(), next.account(), next.body(), next.email());
            commitAll();
        });
    }

    /** Ends a transaction that no new record belongs to. */
    public void commit() throws DatabaseFailed {
        run(this::commitAll);
    }

    /** What it does to bodies becomes rows now, and not when it is committed. */
    void writeUse() throws DatabaseFailed {
        run(() -> {
            use.write(statements);
            statements.flush();
        });
    }

    private void commitAll() throws SQLException {
        use.write(statements);
        statements.flush();
        connection.commit();
        use.committed();
        file.changed();
    }

    /** Numbers of body files that nothing names any more, since this was asked last. */
    public List<Long> takeUnnamedFiles() {
        return use.takeUnnamed();
    }

    /** A body as it is by now, or empty if nothing names it any more. */
    public Optional<BodyRow> body(long id) throws DatabaseFailed {
        return call(() -> Queries.body(connection, id));
    }

    /** In how many milliseconds {@link #save} should come; {@code Long.MAX_VALUE} if there is nothing to save. */
    public long saveDue() {
        return file.due();
    }

    /** Writes the tables to their file, between two transactions. What a crash finds there is of one moment, maybe an older one. */
    public void save() throws DatabaseFailed {
        run(() -> {
            int needed = firstNeeded();
            try {
                long number = file.save();
                if (number >= 0) {
                    begun(new Saving(number, needed));
                }
            } catch (RuntimeException e) {
                throw new SQLException("the tables can't be written: " + e.getMessage(), e);
            }
        });
    }

    /** The same, and returns when they are in their file. */
    public void saveNow() throws DatabaseFailed {
        run(() -> {
            int needed = firstNeeded();
            try {
                file.saveNow();
            } catch (RuntimeException e) {
                throw new SQLException("the tables can't be written: " + e.getMessage(), e);
            }
            begun(new Saving(0, needed));
        });
    }

    private synchronized void begun(Saving next) {
        saving.add(next);
        settle();
    }

    private void settle() {
        while (!saving.isEmpty() && file.isSaved(saving.peek().number)) {
            firstNeededSegment = saving.remove().firstNeeded;
        }
    }

    private int firstNeeded() throws SQLException {
        int position = Queries.state(connection).map(state -> state.position().segment()).orElse(0);
        return Queries.unfinished(connection).stream().mapToInt(UnfinishedRow::segment).reduce(position, Math::min);
    }

    /** The first segment that would have to be read if the process died now. For any thread. */
    public synchronized int firstNeededSegment() {
        settle();
        return firstNeededSegment;
    }

    /** Not now: {@link #save} is due again a little later. */
    public void postponeSave() {
        file.postpone();
    }

    public void rollback() throws DatabaseFailed {
        later.clear();
        use.clear();
        statements.forget();
        try {
            connection.rollback();
        } catch (SQLException e) {
            broken = true; // H2 would turn round for ever at the next statement
            throw new DatabaseFailed(e);
        }
    }

    public List<MailboxRow> mailboxes(long account) throws DatabaseFailed {
        return call(() -> Queries.mailboxes(connection, account));
    }

    public Set<String> subscriptions(long account) throws DatabaseFailed {
        return call(() -> Queries.subscriptions(connection, account));
    }

    public Map<Long, List<Grant>> grants(long account) throws DatabaseFailed {
        return call(() -> Queries.grants(connection, account));
    }

    public SortedMap<String, byte[]> annotations(long mailbox, long account) throws DatabaseFailed {
        return call(() -> Queries.annotations(connection, mailbox, account));
    }

    /** Whether messages of this range of UIDs, there or removed, have annotations, or had some. */
    public boolean annotated(long mailbox, UidSet.Range uids) throws DatabaseFailed {
        return call(() -> MessageAnnotationQueries.any(connection, mailbox, uids));
    }

    /** Annotations of messages in a range of UIDs, whoever's they are, also those that are none any more; of whole messages, up to {@code enough} octets. */
    public MessageAnnotationRow.Some messageAnnotations(long mailbox, UidSet.Range uids, int enough) throws DatabaseFailed {
        return call(() -> MessageAnnotationQueries.find(connection, mailbox, uids, MessageAnnotationQueries.ANYONE, true, enough));
    }

    public List<MessageRow> messages(long mailbox, long firstUid, long lastUid, int limit) throws DatabaseFailed {
        return call(() -> Queries.messages(connection, mailbox, firstUid, lastUid, limit));
    }

    public UidSet uids(long mailbox) throws DatabaseFailed {
        return call(() -> Queries.uids(connection, "message", mailbox));
    }

    /** UIDs of removed messages. */
    public UidSet removedUids(long mailbox) throws DatabaseFailed {
        return call(() -> Queries.uids(connection, "removed_message", mailbox));
    }

    /** What a mailbox gets back that was deleted with its messages. */
    public RemovedRows.Refill refill(long mailbox) throws DatabaseFailed {
        return call(() -> RemovedQueries.refill(connection, mailbox));
    }

    /** How many messages that are. */
    public long countRefill(long mailbox) throws DatabaseFailed {
        return call(() -> RemovedQueries.countRefill(connection, mailbox));
    }

    /** A message of the outbound queue, as the transaction sees it. */
    public Optional<QueuedMessage> queued(long id) throws DatabaseFailed {
        return call(() -> QueueRows.find(connection, id));
    }

    /** Removed messages of a mailbox from this UID on, ascending. */
    public List<RemovedRows.RemovedMessage> removedMessages(long mailbox, long firstUid, int limit) throws DatabaseFailed {
        return call(() -> RemovedQueries.messages(connection, mailbox, firstUid, limit));
    }

    public List<RemovedRows.RemovedMailbox> removedMailboxes(long account) throws DatabaseFailed {
        return call(() -> RemovedQueries.mailboxes(connection, account));
    }

    public List<RemovedRows.RemovedAccount> removedAccounts() throws DatabaseFailed {
        return call(() -> RemovedQueries.accounts(connection));
    }

    /** Whether the connection still works. */
    public boolean isUsable() {
        try {
            return !broken && connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    void close() {
        if (broken) {
            file.abandon();
            return;
        }
        try {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("closing the database failed: {}", e.toString());
        }
    }

    private interface Call<T> {
        T call() throws SQLException;
    }

    /** Reads, seeing what the transaction has changed so far. */
    private <T> T call(Call<T> query) throws DatabaseFailed {
        try {
            catchUp();
            statements.flush();
            return query.call();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void run(Statements.Step step) throws DatabaseFailed {
        try {
            catchUp();
            step.run();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private DatabaseFailed failed(SQLException e) {
        broken |= file.isLost(e);
        return new DatabaseFailed(e);
    }
}
