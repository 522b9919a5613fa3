package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import posthouse.mailstore.Grant;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.TlsResults.TlsResult;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.snapshot.SnapshotHeader;
import posthouse.mailstore.snapshot.SnapshotWriter;

/** The tables, for reading: each method borrows a connection of a pool for its own short time. */
public abstract class Database implements AutoCloseable {
    private static final int ATTEMPTS = 500;
    private static final long SHORTLY = 20_000_000;

    private final HikariDataSource readers;
    private final Runnable afterFailure;

    /** @param afterFailure is run, on the reader's thread, when reading failed */
    Database(HikariDataSource readers, Runnable afterFailure) {
        this.readers = readers;
        this.afterFailure = afterFailure;
    }

    /** What is asked. */
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    final <T> T read(Query<T> query) throws Unavailable {
        try (Connection connection = readers.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            afterFailure.run();
            throw new Unavailable("the store can't be read now", e);
        }
    }

    public List<MailboxRow> mailboxes(long account) throws Unavailable {
        return read(c -> Queries.mailboxes(c, account));
    }

    public Optional<MailboxRow> mailbox(long id) throws Unavailable {
        return read(c -> Queries.mailbox(c, id));
    }

    public Map<Long, List<Grant>> grants(long account) throws Unavailable {
        return read(c -> Queries.grants(c, account));
    }

    public Map<Long, Set<Long>> sharedWith(long account) throws Unavailable {
        return read(c -> Queries.sharedWith(c, account));
    }

    /** Of a mailbox, or of the server (0), whoever's they are. */
    public List<AnnotationRow> annotations(long mailbox) throws Unavailable {
        return read(c -> Queries.annotations(c, mailbox));
    }

    public SortedMap<String, byte[]> annotations(long mailbox, long account) throws Unavailable {
        return read(c -> Queries.annotations(c, mailbox, account));
    }

    /**
     * Annotations of messages in a range of UIDs, ascending, by account and name: of whole messages, up to the one with which they have
     * {@code enough} octets.
     *
     * @param account whose, besides those that are everyone's
     */
    public MessageAnnotationRow.Some messageAnnotations(long mailbox, UidSet.Range uids, long account, int enough) throws Unavailable {
        return read(c -> MessageAnnotationQueries.find(c, mailbox, uids, account, false, enough));
    }

    /** The same, whoever's they are. */
    public MessageAnnotationRow.Some messageAnnotations(long mailbox, UidSet.Range uids, int enough) throws Unavailable {
        return read(c -> MessageAnnotationQueries.find(c, mailbox, uids, MessageAnnotationQueries.ANYONE, false, enough));
    }

    /** Which annotations of messages, of an account and everyone's, were set or taken away after a mod-sequence, without their octets. */
    public List<MessageAnnotationRow> changedAnnotations(long mailbox, UidSet.Range uids, long account, long modSeq, int most) throws Unavailable {
        return read(c -> MessageAnnotationQueries.changed(c, mailbox, uids, account, modSeq, most));
    }

    public Set<String> subscriptions(long account) throws Unavailable {
        return read(c -> Queries.subscriptions(c, account));
    }

    /** Messages of a range of UIDs with their whereabouts, ascending, at most {@code limit}. */
    public List<MessageRow> located(long mailbox, long firstUid, long lastUid, int limit) throws Unavailable {
        return read(c -> Queries.located(c, mailbox, firstUid, lastUid, limit));
    }

    /**
     * All messages of a mailbox, ascending, without their whereabouts.
     *
     * @return the mailbox as it was when they were read, if they are all of one moment; else the writer must say what it did meanwhile
     */
    public Optional<MailboxRow> messages(long mailbox, Consumer<MessageRow> consumer) throws Unavailable {
        return read(connection -> {
            Queries.messages(connection, mailbox, -1, consumer);
            return Optional.empty();
        });
    }

    /** Messages of a range of UIDs without their whereabouts, ascending, at most {@code limit}. */
    public List<MessageRow> messages(long mailbox, long firstUid, long lastUid, int limit) throws Unavailable {
        return read(c -> Queries.messages(c, mailbox, firstUid, lastUid, limit));
    }

    /** All messages of a mailbox that have a higher mod-sequence, ascending, without their whereabouts. */
    public void messagesSince(long mailbox, long modSeq, Consumer<MessageRow> consumer) throws Unavailable {
        read(connection -> {
            Queries.messages(connection, mailbox, modSeq, consumer);
            return null;
        });
    }

    /** The mailboxes of all accounts that have at least so many messages. */
    public List<MailboxRow> largeMailboxes(long messages) throws Unavailable {
        return read(c -> Queries.largeMailboxes(c, messages));
    }

    /** Structures of a range of UIDs, ascending, up to the one with which they have {@code enough} octets. */
    public List<StructureRow> structures(long mailbox, long firstUid, long lastUid, int enough) throws Unavailable {
        return read(c -> Queries.structures(c, mailbox, firstUid, lastUid, enough));
    }

    /** UIDs that went after one mod-sequence and up to another; empty if that is not known any more. */
    public Optional<UidSet> expunged(long mailbox, long afterModSeq, long upToModSeq) throws Unavailable {
        return read(c -> Queries.expunged(c, mailbox, afterModSeq, upToModSeq));
    }

    /** The outbound queue. */
    public Optional<Kept> policy(String domain) throws Unavailable {
        return read(c -> PolicyRows.find(c, domain));
    }

    public List<TlsResult> tlsResults(LocalDate day) throws Unavailable {
        return read(c -> PolicyRows.results(c, day));
    }

    public QueueTables queue() {
        return new QueueTables(this);
    }

    /** Removed messages of a mailbox from this UID on, ascending, at most {@code limit}. */
    public List<RemovedRows.RemovedMessage> removedMessages(long mailbox, long firstUid, int limit) throws Unavailable {
        return read(c -> RemovedQueries.messages(c, mailbox, firstUid, limit));
    }

    /** What a mailbox gets back that was deleted with its messages. */
    public RemovedRows.Refill refill(long mailbox) throws Unavailable {
        return read(c -> RemovedQueries.refill(c, mailbox));
    }

    public List<RemovedRows.RemovedMailbox> removedMailboxes(long account) throws Unavailable {
        return read(c -> RemovedQueries.mailboxes(c, account));
    }

    /** Of all accounts. */
    public List<RemovedRows.RemovedMailbox> removedMailboxes() throws Unavailable {
        return read(RemovedQueries::mailboxes);
    }

    public List<RemovedRows.RemovedAccount> removedAccounts() throws Unavailable {
        return read(RemovedQueries::accounts);
    }

    /** Removed messages of all mailboxes, in an order, behind one of them. */
    public List<RemovedRows.Removal> removals(long mailbox, long afterUid, int limit) throws Unavailable {
        return read(c -> RemovedQueries.removals(c, mailbox, afterUid, limit));
    }

    /** The oldest of what is remembered of expunged UIDs of a mailbox. */
    public List<RemovedRows.Expunged> expunged(long mailbox, int limit) throws Unavailable {
        return read(c -> RemovedQueries.expunged(c, mailbox, limit));
    }

    /** The next mailbox of which expunged UIDs are remembered; 0 if there is none. */
    public long nextExpunged(long mailbox) throws Unavailable {
        return read(c -> RemovedQueries.nextExpunged(c, mailbox));
    }

    /** Octets and messages that the accounts of a domain have together. */
    public long[] usageOf(String domain) throws Unavailable {
        return read(c -> Queries.usageOf(c, domain));
    }

    public DirectoryRows directory() throws Unavailable {
        return read(DirectoryQueries::directory);
    }

    public Set<Long> bodyFiles() throws Unavailable {
        return read(Queries::bodyFiles);
    }

    /** Bodies behind this one, by id; of one segment, or of all if it is negative. */
    public List<BodyRow> bodies(long after, int segment, int limit) throws Unavailable {
        return read(c -> Queries.bodies(c, after, segment, limit));
    }

    /** How many octets of each segment are alive; those with none are not named. */
    public Map<Integer, Long> segments() throws Unavailable {
        return read(Queries::segments);
    }

    /** The segments in which messages of a mailbox stand, removed ones too. */
    public Set<Integer> segmentsOf(long mailbox) throws Unavailable {
        return read(c -> Queries.segmentsOf(c, mailbox));
    }

    /** The numbers under which a PostgreSQL has the octets of a mailbox's messages, removed ones too. */
    public List<Long> contentsOf(long mailbox) throws Unavailable {
        return read(c -> Queries.contentsOf(c, mailbox));
    }

    /**
     * Writes all rows of all tables, as they are at one moment, on a connection of its own: nobody waits for it.
     *
     * @return of which moment it is
     */
    public SnapshotHeader snapshot(OutputStream to) throws IOException, Unavailable {
        try {
            return atOneMoment(connection -> {
                Queries.State state = Queries.state(connection).orElseThrow(() -> new SQLException("the tables are nobody's"));
                int first = Queries.unfinished(connection).stream().mapToInt(UnfinishedRow::segment).reduce(state.position().segment(), Math::min);
                var header = new SnapshotHeader(Migrations.NEWEST, state.key(), state.position(), first, System.currentTimeMillis());
                try (var writer = new SnapshotWriter(to, header)) {
                    TableRows.write(connection, TableRows.tables(connection), writer);
                    writer.end();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return header;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Compares what the tables say twice.
     *
     * @return how many messages there are; empty if a large change was under way, so that nothing can be said
     */
    public OptionalLong checkConsistency(Consumer<String> problems) throws Unavailable {
        return atOneMoment(connection -> Queries.unfinished(connection).isEmpty()
            ? OptionalLong.of(new Consistency(connection, problems).check()) : OptionalLong.empty());
    }

    /** How many octets only removed messages have. */
    public long restorable() throws Unavailable {
        return read(RemovedQueries::octets);
    }

    /** In which messages these bodies are, in words; takes as long as reading all messages. */
    public Map<Long, List<String>> holders(Set<Long> bodies) throws Unavailable {
        return atOneMoment(connection -> new BodyHolders(connection, bodies).find());
    }

    /** On a connection of its own, whose queries all see one moment. */
    private <T> T atOneMoment(Query<T> query) throws Unavailable {
        try (Connection connection = ofOneMoment()) {
            try {
                return query.run(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new Unavailable("the store can't be read now", e);
        }
    }

    /** A connection of its own, in a transaction whose queries all see one moment of all tables. */
    abstract Connection ofOneMoment() throws SQLException;

    /** Closes once nobody reads any more; whoever still does after a while is cut off. */
    public void closeWhenIdle() {
        for (int attempt = 0; attempt < ATTEMPTS && readers.getHikariPoolMXBean().getActiveConnections() > 0; attempt++) {
            LockSupport.parkNanos(SHORTLY);
        }
        close();
    }

    @Override
    public void close() {
        readers.close();
    }

    /** The database can't be used as it is. */
    public static final class CannotOpen extends Exception {
        CannotOpen(Exception cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether a newer version of Posthouse wrote it: then it must be left alone. */
        public boolean isNewer() {
            return getCause() instanceof Migrations.NewerFormat;
        }
    }
}
