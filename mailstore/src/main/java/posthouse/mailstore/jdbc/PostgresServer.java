package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;

/** A database of a PostgreSQL server, and the ways to it. */
public final class PostgresServer {
    public static final String URL_PREFIX = "jdbc:postgresql:";

    /** What it has to say of an address comes as an exception, too. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");
    private static final int OLDEST = 12;
    private static final int READERS = 8;
    private static final int UPLOADS = 4;
    /** Milliseconds that a session waits for a connection. */
    private static final long PATIENCE = 5_000;
    private static final int CONNECT_SECONDS = 10;
    private static final int READ_SECONDS = 120;
    /** A node that is cut off must not keep the others from writing. */
    private static final int IDLE_IN_TRANSACTION_SECONDS = 30;

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final boolean relaxed;

    /**
     * @param url a JDBC URL; what it sets is left as it is
     * @param relaxed whether a commit is answered before it is on disk
     */
    public PostgresServer(String url, boolean relaxed) throws Unavailable {
        this.relaxed = relaxed;
        DRIVER.setLevel(Level.OFF);
        try {
            source.setURL(url);
        } catch (IllegalArgumentException e) {
            throw new Unavailable("store.url is no address of a PostgreSQL: it looks like jdbc:postgresql://host:5432/database?user=name&password=word", e);
        }
        if (!url.contains("connectTimeout")) {
            source.setConnectTimeout(CONNECT_SECONDS);
        }
        if (!url.contains("socketTimeout")) {
            source.setSocketTimeout(READ_SECONDS);
        }
        if (!url.contains("ApplicationName")) {
            source.setApplicationName("posthouse");
        }
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
    }

    boolean relaxed() {
        return relaxed;
    }

    /** Where it is, without the password. */
    public String name() {
        return String.join(",", source.getServerNames()) + ":" + source.getPortNumbers()[0] + "/" + source.getDatabaseName();
    }

    /** What to say if it can't be used. */
    public Unavailable unusable(Exception reason) {
        Throwable cause = reason;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause instanceof UnknownHostException ? "there is no host " + cause.getMessage() : reason.getMessage();
        return new Unavailable("the PostgreSQL at " + name() + " can't be used: " + why, reason);
    }

    Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set idle_in_transaction_session_timeout = '" + IDLE_IN_TRANSACTION_SECONDS + "s'; set synchronous_commit = "
                + (relaxed ? "off" : "on"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /**
     * Makes the tables if there are none, brings them to this version, and gives a new store its key.
     *
     * @throws Unavailable if the store can't be opened here, with one line that says why
     */
    public StoreKey prepare() throws Unavailable {
        try (Connection connection = connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new Unavailable("the PostgreSQL at " + name() + " is version " + version + ": it must be " + OLDEST + " or newer");
            }
            try (NodeLock lock = NodeLock.setup(connection)) {
                if (Migrations.due(connection)) {
                    migrate(connection, lock);
                }
                connection.setAutoCommit(false);
                requireHere(connection);
                return key(connection);
            }
        } catch (SQLException e) {
            throw unusable(e);
        } catch (DatabaseFailed e) {
            throw unusable(e);
        }
    }

    private static void migrate(Connection connection, NodeLock lock) throws SQLException, Unavailable {
        if (!lock.isAlone()) {
            throw new Unavailable("the tables are of an older version and other nodes use them: stop those, then start one of this version");
        }
        connection.setAutoCommit(false);
        Migrations.run(connection, Dialect.POSTGRESQL);
        connection.setAutoCommit(true);
    }

    /** Half a store. */
    Unavailable unfinished() {
        return new Unavailable("a copy into the database at " + name() + " was broken off: make the database anew and copy again");
    }

    private void requireHere(Connection connection) throws SQLException, Unavailable {
        try (PreparedStatement query = connection.prepareStatement("select target from postgresql_moved"); ResultSet row = query.executeQuery()) {
            if (row.next()) {
                String target = row.getString(1);
                throw target.equals(QuietDatabase.UNFINISHED) ? unfinished()
                    : new Unavailable("the store at " + name() + " was copied to " + target + " and lives there now");
            }
        }
    }

    private static StoreKey key(Connection connection) throws SQLException, DatabaseFailed {
        var writing = new Writing(connection, new DirectStatements(connection, TableFile.NONE), new ContentUse(), TableFile.NONE);
        if (writing.key().isEmpty()) {
            writing.begin(StoreKey.random());
            writing.commit(Position.START, Numbers.first(System.currentTimeMillis() / 1000));
        }
        return writing.key().orElseThrow();
    }

    /** The tables for reading. */
    public PostgresDatabase database() {
        HikariConfig config = pool("store-readers", READERS);
        config.setReadOnly(true);
        return new PostgresDatabase(this, new HikariDataSource(config));
    }

    /** Connections for octets that are written by sessions. */
    HikariDataSource uploads() {
        return new HikariDataSource(pool("store-uploads", UPLOADS));
    }

    /** @param octets that are put aside for a full disk */
    public Reserve reserve(long octets) {
        return new Reserve(this, octets);
    }

    private HikariConfig pool(String name, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE);
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
