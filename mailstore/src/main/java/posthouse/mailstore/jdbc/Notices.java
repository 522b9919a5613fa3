package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A node's presence on a database: while this is open the others know that it runs, and it hears of their batches. */
public final class Notices implements AutoCloseable {
    private final Connection connection;
    private final String node;

    private Notices(Connection connection, String node) {
        this.connection = connection;
        this.node = node;
    }

    /** What notices go through: one for each store of a database. */
    static String channel(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("select 'posthouse_' || substr(md5(current_schema()), 1, 16)")) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Joins the nodes of a database.
     *
     * @return {@code null} if no node may run now: the tables are being copied or changed
     */
    public static Notices join(PostgresServer server, String node) throws DatabaseFailed {
        try {
            Connection connection = server.connect();
            try {
                if (!NodeLock.join(connection)) {
                    connection.close();
                    return null;
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + channel(connection));
                }
                return new Notices(connection, node);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /**
     * Waits until some node has made a batch, or the time is over. Fails if the server is gone.
     *
     * @return {@code false} if it was this node
     */
    public boolean await(int millis) throws DatabaseFailed {
        try {
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(millis);
            if (heard == null || heard.length == 0) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
                return true;
            }
            for (PGNotification each : heard) {
                if (!each.getParameter().endsWith(" " + node)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /** From whatever thread: who waits is woken by a failure. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
