package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.h2.jdbcx.JdbcDataSource;
import posthouse.mailstore.snapshot.SnapshotReader;

/** Tables in a file of the data folder, in this process: the writer's connection, and a pool of others that only read. */
public final class H2Database extends Database {
    private static final Logger LOG = LogManager.getLogger(H2Database.class);
    private static final int READERS = 8;

    /** H2's name for what it has beyond the levels of JDBC: all queries of a transaction see one moment of all tables. */
    private static final int SNAPSHOT_ISOLATION = 6;

    /** Else H2 gathers all rows before the first is seen. */
    private static final String LAZY = "set lazy_query_execution true";

    private final DataSource source;
    private final Writing writing;

    private H2Database(DataSource source, HikariDataSource readers, Writing writing, Runnable whenBroken) {
        super(readers, () -> {
            if (!writing.isUsable()) {
                whenBroken.run();
            }
        });
        this.source = source;
        this.writing = writing;
    }

    /**
     * Opens the H2 database of this file, makes it if there is none, and brings its tables to this version.
     *
     * @param file without the suffix that H2 appends
     * @param whenBroken is run, on a reader's thread, when the database turns out to be closed
     * @throws CannotOpen if it is damaged: nothing is lost then, the journal has all of it
     */
    public static H2Database open(Path file, Runnable whenBroken) throws CannotOpen {
        return open(file, whenBroken, connection -> Migrations.run(connection, Dialect.H2));
    }

    /** Makes the H2 database of this file, which must not exist, out of a snapshot. */
    public static H2Database open(Path file, Runnable whenBroken, SnapshotReader snapshot) throws CannotOpen {
        return open(file, whenBroken, connection -> {
            Migrations.run(connection, snapshot.header().schema(), Dialect.H2);
            try {
                TableRows.read(snapshot, connection);
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            }
            Migrations.run(connection, Dialect.H2);
        });
    }

    private interface Preparation {
        void run(Connection connection) throws SQLException;
    }

    private static H2Database open(Path file, Runnable whenBroken, Preparation tables) throws CannotOpen {
        String url = "jdbc:h2:" + file.getFileSystem().provider().getScheme() + ":" + file.toAbsolutePath();
        var source = new JdbcDataSource();
        source.setURL(url + settings());
        Connection connection = null;
        try {
            connection = source.getConnection();
            connection.setAutoCommit(false);
            tables.run(connection);
            var onDisk = new H2File(connection);
            var writing = new Writing(connection, new DirectStatements(connection, onDisk), new SegmentUse(), onDisk);
            return new H2Database(source(url), pool(url), writing, whenBroken);
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

    @Override
    Connection ofOneMoment() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LAZY);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(SNAPSHOT_ISOLATION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Closes in order: H2 writes out what it holds. */
    @Override
    public void close() {
        super.close();
        writing.close();
    }
}
