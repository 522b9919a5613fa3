package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Space that is put aside in a PostgreSQL, as a table of pages with next to nothing in them: even deleting takes space there. When the disk is full
 * it is given back, so that what frees space goes on; and put aside again when there is as much.
 */
public final class Reserve {
    /** Rows that fill a megabyte, a tenth of each page. */
    private static final int ROWS = 2_800;
    /** More is not needed to delete mail, and others may have databases on the same disk. */
    private static final long MOST = 128L << 20;

    private final PostgresServer server;
    private final long octets;
    private volatile int given;

    /** @param octets as the administrator wants it; 128 MiB are put aside at most, as none can ask the server how much space there is */
    Reserve(PostgresServer server, long octets) {
        this.server = server;
        this.octets = Math.min(octets, MOST);
    }

    /** Whether there is to be any. */
    public boolean isWanted() {
        return octets > 0;
    }

    /** Gives back what there is of it. @return whether there was anything */
    public boolean give() throws DatabaseFailed {
        given++;
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            boolean any = size(statement) > 0;
            statement.execute("truncate postgresql_reserve");
            return any;
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /**
     * Puts aside what is missing, a megabyte at a time.
     *
     * @return {@code false} if there is not as much space
     */
    public boolean fill() throws DatabaseFailed {
        int before = given;
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            while (size(statement) < octets) {
                if (given != before) {
                    return false;
                }
                statement.execute("insert into postgresql_reserve (nothing) select 0 from generate_series(1, " + ROWS + ")");
            }
            return true;
        } catch (SQLException e) {
            var failed = new DatabaseFailed(e);
            if (!failed.isFull()) {
                throw failed;
            }
            give();
            return false;
        }
    }

    private static long size(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_relation_size('postgresql_reserve')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
