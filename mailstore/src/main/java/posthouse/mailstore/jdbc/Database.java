package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.h2.jdbcx.JdbcDataSource;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.TlsResults.TlsResult;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.snapshot.SnapshotHeader;
import posthouse.mailstore.snapshot.SnapshotReader;
import posthouse.mailstore.snapshot.SnapshotWriter;

/**
 * The tables: the writer's connection, and a pool of others that only read. Each method that reads borrows a connection for
 * its own short time.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Database.class);
    private static final int READERS = 8;

    /** H2's name for what it has beyond the levels of JDBC: all queries of a transaction see one moment of all tables. */
    private static final int SNAPSHOT_ISOLATION = 6;

    /** Else H2 gathers all rows before the first is seen. */
    private static final String LAZY = "set lazy_query_execution true";

    private final DataSource source;
    private final HikariDataSource readers;
    private final Writing writing;

    private final Runnable whenBroken;

    private Database(DataSource source, HikariDataSource readers, Writing writing, Runnable whenBroken) {
        this.source = source;
        this.readers = readers;
        this.writing = writing;
        this.whenBroken = whenBroken;
    }

    /**
     * Opens the H2 database of this file, makes it if there is none, and brings its tables to this version.
     *
     * @param file without the suffix that H2 appends
     * @param whenBroken is run, on a reader's thread, when the database turns out to be closed
     * @throws CannotOpen if it is damaged: nothing is lost then, the journal has all of it
     */
    public static Database open(Path file, Runnable whenBroken) throws CannotOpen {
        return open(file, whenBroken, Migrations::run);
    }

    /** Makes the H2 database of this file, which must not exist, out of a snapshot. */
    public static Database open(Path file, Runnable whenBroken, SnapshotReader snapshot) throws CannotOpen {
        return open(file, whenBroken, connection -> {
            Migrations.run(connection, snapshot.header().schema());
            try {
                TableRows.read(snapshot, connection);
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            }
            Migrations.run(connection);
        });
    }

    private interface Preparation {
        void run(Connection connection) throws SQLException;
    }

    private static Database open(Path file, Runnable whenBroken, Preparation tables) throws CannotOpen {
        String url = "jdbc:h2:" + file.getFileSystem().provider().getScheme() + ":" + file.toAbsolutePath();
        var source = new JdbcDataSource();
        source.setURL(url + settings());
        Connection connection = null;
        try {
            connection = source.getConnection();
            connection.setAutoCommit(false);
            tables.run(connection);
            return new Database(source(url), pool(url), new Writing(connection), whenBroken);
        } catch (SQLException | RuntimeException e) {
            if (connection != null) {
                closeQuietly(connection);
            }
            throw new CannotOpen(e);
        }
    }

    /** H2's own durability is not asked for: the journal has it (see the package's page). */
    private static String settings() {
        long cacheKiB = Math.min(64 << 10, Runtime.getRuntime().maxMemory() / 1024 / 5);
        return ";DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0;CACHE_SIZE=" + cacheKiB + H2File.SETTINGS;
    }

    /** Connections to the database that is open already: settings in their URL would be SET statements, and so writes, of readers. */
    private static JdbcDataSource source(String url) {
        var source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(source(url));
        config.setReadOnly(true);
        config.setConnectionInitSql(LAZY);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(30_000);
        config.setMaxLifetime(0);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("closing the database failed: {}", e.toString());
        }
    }

    /** The writer's side; for the writer's thread alone. */
    public Writing writing() {
        return writing;
    }

    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    <T> T read(Query<T> query) throws Unavailable {
        try (Connection connection = readers.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            if (!writing.isUsable()) {
                whenBroken.run();
            }
            throw new Unavailable("the store can't be read now", e);
        }
    }

    public List<MailboxRow> mailboxes(long account) throws Unavailable {
        return read(c -> Queries.mailboxes(c, account));
    }

    public Optional<MailboxRow> mailbox(long id) throws Unavailable {
        return read(c -> Queries.mailbox(c, id));
    }

    public Set<String> subscriptions(long account) throws Unavailable {
        return read(c -> Queries.subscriptions(c, account));
    }

    /** Messages of a range of UIDs, ascending, at most {@code limit}. */
    public List<MessageRow> messages(long mailbox, long firstUid, long lastUid, int limit) throws Unavailable {
        return read(c -> Queries.messages(c, mailbox, firstUid, lastUid, limit));
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
        return read(Queries::directory);
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

    /** On a connection of its own, whose queries all see one moment. */
    private <T> T atOneMoment(Query<T> query) throws Unavailable {
        try (Connection connection = source.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LAZY);
            }
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(SNAPSHOT_ISOLATION);
            try {
                return query.run(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new Unavailable("the store can't be read now", e);
        }
    }

    /** Closes in order: H2 writes out what it holds. */
    @Override
    public void close() {
        readers.close();
        writing.close();
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
