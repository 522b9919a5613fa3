package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Locks that all users of a database know (PostgreSQL's advisory locks): they belong to a connection and go with it, so that a
 * node that dies leaves none behind.
 */
final class NodeLock implements AutoCloseable {
    private static final String KEY = "hashtextextended('posthouse ' || current_schema() || ?, 0)";
    /** Shared by all nodes that run. */
    private static final String NODES = " nodes";
    /** Of the one that looks after the schema. */
    private static final String SETUP = " setup";

    private final Connection connection;
    private boolean alone;

    private NodeLock(Connection connection) {
        this.connection = connection;
    }

    /** Waits for its turn to look after the schema. */
    static NodeLock setup(Connection connection) throws SQLException {
        call(connection, "pg_advisory_lock", SETUP);
        return new NodeLock(connection);
    }

    /** Whether no node runs; then none can until this is closed. */
    boolean isAlone() throws SQLException {
        alone = alone || take(connection, NODES);
        return alone;
    }

    @Override
    public void close() throws SQLException {
        if (alone) {
            call(connection, "pg_advisory_unlock", NODES);
        }
        call(connection, "pg_advisory_unlock", SETUP);
    }

    /** A node runs, as long as the connection lasts. */
    static boolean join(Connection connection) throws SQLException {
        return call(connection, "pg_try_advisory_lock_shared", NODES);
    }

    /** Takes a lock of its own for as long as the connection lasts, if nobody has it. */
    static boolean take(Connection connection, String name) throws SQLException {
        return call(connection, "pg_try_advisory_lock", name);
    }

    /** That no node may run, for as long as the connection lasts; if none does. */
    static boolean takeAll(Connection connection) throws SQLException {
        return take(connection, NODES);
    }

    /** Whether the connection that took it is gone, or gave it back. */
    static boolean isFree(Connection connection, String name) throws SQLException {
        boolean free = take(connection, name);
        if (free) {
            release(connection, name);
        }
        return free;
    }

    static void release(Connection connection, String name) throws SQLException {
        call(connection, "pg_advisory_unlock", name);
    }

    private static boolean call(Connection connection, String function, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select " + function + "(" + KEY + ")")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return "t".equals(row.getString(1));
            }
        }
    }
}
