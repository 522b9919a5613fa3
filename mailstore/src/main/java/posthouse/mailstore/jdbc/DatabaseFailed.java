package posthouse.mailstore.jdbc;

import java.sql.SQLException;

/** The database did not do what it must always do: a full disk, a damaged file, our own mistake. */
public final class DatabaseFailed extends Exception {
    DatabaseFailed(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the disk of a database server is full. */
    public boolean isFull() {
        return getCause() instanceof SQLException e && "53100".equals(e.getSQLState());
    }
}
