package posthouse.mailstore.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.snapshot.SnapshotReader;

/** A PostgreSQL that no server uses while this is open. */
public final class QuietDatabase implements AutoCloseable {
    /** In place of where a store was copied to: this is half a copy. */
    static final String UNFINISHED = "nowhere: a copy into it was broken off, make the database anew";

    private final Connection connection;

    private QuietDatabase(Connection connection) {
        this.connection = connection;
    }

    /** @throws Unavailable if a server runs on it */
    public static QuietDatabase open(PostgresServer server) throws Unavailable {
        try {
            Connection connection = server.connect();
            if (!NodeLock.takeAll(connection)) {
                connection.close();
                throw new Unavailable("the store at " + server.name() + " is in use by a server: stop it first");
            }
            connection.setAutoCommit(false);
            return new QuietDatabase(connection);
        } catch (SQLException e) {
            throw server.unusable(e);
        }
    }

    /** One with tables and no rows; no server can use it before {@link #release}. */
    public static QuietDatabase openEmpty(PostgresServer server) throws Unavailable {
        QuietDatabase quiet = open(server);
        try {
            if (Migrations.due(quiet.connection)) {
                Migrations.run(quiet.connection, Dialect.POSTGRESQL);
            }
            if (!TableRows.areEmpty(quiet.connection)) {
                throw quiet.isUnfinished() ? server.unfinished() : new Unavailable("the database at " + server.name() + " is not empty");
            }
            quiet.mark(UNFINISHED);
            return quiet;
        } catch (SQLException | DatabaseFailed e) {
            quiet.close();
            throw server.unusable(e);
        } catch (Unavailable e) {
            quiet.close();
            throw e;
        }
    }

    private boolean isUnfinished() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from postgresql_moved where target = ?")) {
            query.setString(1, UNFINISHED);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Reads all rows in. */
    public void read(SnapshotReader rows) throws IOException, DatabaseFailed {
        try {
            TableRows.read(rows, connection);
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /** The store lives elsewhere. */
    public void mark(String target) throws DatabaseFailed {
        try (PreparedStatement insert = connection.prepareStatement("insert into postgresql_moved (target) values (?)")) {
            Statements.bind(insert, target).executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /** It lives here: servers may use it. */
    public void release() throws DatabaseFailed {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from postgresql_moved");
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
