package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Locks that this node has among all nodes of a database: on one connection, and gone with it. */
public final class NodeLocks implements AutoCloseable {
    private final PostgresServer server;
    private final Set<String> held = new HashSet<>();
    private Connection connection;
    private boolean closed;

    public NodeLocks(PostgresServer server) {
        this.server = server;
    }

    /** @return {@code false} if someone has it, here or elsewhere */
    public synchronized boolean take(String name) throws DatabaseFailed {
        if (held.contains(name)) {
            return false;
        }
        try {
            if (!NodeLock.take(connection(), name)) {
                return false;
            }
        } catch (SQLException e) {
            disconnect();
            takeAnew(name);
        }
        held.add(name);
        return true;
    }

    /** On a new connection, for the old one failed. */
    private void takeAnew(String name) throws DatabaseFailed {
        try {
            if (!NodeLock.take(connection(), name)) {
                throw new SQLException("the lock of a connection that was lost is not free yet");
            }
        } catch (SQLException e) {
            disconnect();
            throw new DatabaseFailed(e);
        }
    }

    private Connection connection() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        if (connection == null) {
            connection = server.connect();
            Set<String> lost = new HashSet<>();
            for (String name : held) {
                if (!NodeLock.take(connection, name)) {
                    lost.add(name);
                }
            }
            held.removeAll(lost);
        }
        return connection;
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is gone already
            }
            connection = null;
        }
    }

    /** Whether a lock was not lost. */
    public synchronized boolean holds(String name) {
        try {
            if (connection != null && !connection.isValid(5)) {
                disconnect();
            }
            connection();
            return held.contains(name);
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    public synchronized void release(String name) {
        if (held.remove(name) && connection != null) {
            try {
                NodeLock.release(connection, name);
            } catch (SQLException e) {
                disconnect(); // which releases it too
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
