package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import posthouse.mailstore.journal.BodySource;

/**
 * Octets that sessions write themselves, before a batch names them, and the removal of those that nothing names. They need not be
 * on disk when they are here: the commit of the batch that names them puts them there too.
 */
public final class Contents implements AutoCloseable {
    /** Octets of a row. */
    public static final int CHUNK = Chunks.SIZE;
    /** How many go at once. */
    private static final int FEW = 100;
    private static final long LONGEST_PAUSE = 100_000_000;

    private final HikariDataSource connections;

    public Contents(PostgresServer server) {
        connections = server.uploads();
    }

    /** Keeps octets under a number that nothing else has. */
    public void put(long id, BodySource octets) throws DatabaseFailed {
        run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into postgresql_content (id, chunk, octets) values (?, ?, ?)");
                var chunks = new Chunks((chunk, piece) -> Statements.bind(insert, id, chunk, piece).executeUpdate())) {
                octets.writeTo(chunks);
            } catch (IOException e) {
                throw Chunks.cause(e);
            }
            return null;
        });
    }

    /** Removes octets that were never named. */
    public void remove(long id) throws DatabaseFailed {
        run(connection -> Statements.bind(connection.prepareStatement("delete from postgresql_content where id = ?"), id).executeUpdate());
    }

    /** Notes what was put here and never named, as far as it was not noted yet. */
    public void noteUnnamed(long now) throws DatabaseFailed {
        run(connection -> {
            try (PreparedStatement never = connection.prepareStatement("insert into postgresql_unnamed (id, since) select id, ? from postgresql_content "
                + "where id < 0 and chunk = 0 and not exists (select 1 from body where segment = 0 and place = -postgresql_content.id) on conflict do nothing")) {
                return Statements.bind(never, now).executeUpdate();
            }
        });
    }

    /** Counts in all references that large changes left to be counted: some at a time, and as long again nothing, so that batches go on between. */
    public void countReferences() throws DatabaseFailed {
        long began = System.nanoTime();
        while (run(References::countSome)) {
            LockSupport.parkNanos(Math.min(System.nanoTime() - began, LONGEST_PAUSE));
            began = System.nanoTime();
        }
    }

    /**
     * Removes some of what nothing has named since then.
     *
     * @return how many bodies went; none when there are no more
     */
    public int removeUnnamed(long since) throws DatabaseFailed {
        return run(connection -> {
            var ids = new ArrayList<Long>();
            try (PreparedStatement query = connection.prepareStatement("select id from postgresql_unnamed where since <= ? order by id limit " + FEW
                + " for update skip locked");
                ResultSet row = Statements.bind(query, since).executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            remove(connection, ids);
            return ids.size();
        });
    }

    /** Removes those of some contents that nothing names, whoever may be reading them. */
    public void removeNow(List<Long> ids) throws DatabaseFailed {
        for (int from = 0; from < ids.size(); from += FEW) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + FEW));
            run(connection -> {
                remove(connection, some);
                return null;
            });
        }
    }

    private static void remove(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement content = connection.prepareStatement("delete from postgresql_content where id = ? and not exists (select 1 from body where "
                + "(? < 0 and segment = 0 and place = -?) or (? > 0 and body.id = ?))"); // named since it was noted, after all
            PreparedStatement noted = connection.prepareStatement("delete from postgresql_unnamed where id = ?")) {
            for (long id : ids) {
                Statements.bind(content, id, id, id, id, id).executeUpdate();
                Statements.bind(noted, id).executeUpdate();
            }
        }
    }

    /** Has the server use anew what was removed. */
    public void vacuum() throws DatabaseFailed {
        try (Connection connection = connections.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("vacuum postgresql_content");
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T run(Work<T> work) throws DatabaseFailed {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
