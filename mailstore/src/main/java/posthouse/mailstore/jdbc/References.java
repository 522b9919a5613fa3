package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a large change does to references of bodies in a PostgreSQL. Rows of bodies are shared by mailboxes that go on meanwhile, so none of them
 * is locked: it is written down beside them, and counted in later, some at a time.
 */
final class References implements BodyUse {
    private static final int SOME = 200;

    private final Map<Long, Long> changes = new HashMap<>();

    @Override
    public void added(int segment, long octets) {
        // a row has no place
    }

    @Override
    public void removed(int segment, long place, long octets) {
        // a row has no place
    }

    @Override
    public void release(Statements statements, long body, long references) {
        count(statements, body, -references);
    }

    @Override
    public void count(Statements statements, long body, long references) {
        changes.merge(body, references, Long::sum);
    }

    @Override
    public Runnable undo() {
        return () -> { };
    }

    @Override
    public void clear() {
        changes.clear();
    }

    @Override
    public void write(Statements statements) throws SQLException {
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            if (change.getValue() != 0) {
                statements.update("insert into postgresql_reference (body, more) values (?, ?)", change.getKey(), change.getValue());
            }
        }
        changes.clear();
    }

    @Override
    public void committed() {
        // it is written
    }

    @Override
    public List<Long> takeUnnamed() {
        return List.of();
    }

    /**
     * Counts some in, between two batches.
     *
     * @return whether there may be more
     */
    static boolean countSome(Connection connection) throws SQLException {
        try (PreparedStatement any = connection.prepareStatement("select 1 from postgresql_reference limit 1"); ResultSet row = any.executeQuery()) {
            if (!row.next()) {
                return false;
            }
        }
        SharedTables.lock(connection);
        try (PreparedStatement count = connection.prepareStatement("with counted as (delete from postgresql_reference where id in "
            + "(select id from postgresql_reference order by id limit " + SOME + ") returning body, more), "
            + "sums as (select body, sum(more) as more from counted group by body) "
            + "update body set refs = refs + sums.more from sums where body.id = sums.body")) {
            count.executeUpdate();
        }
        try (PreparedStatement unnamed = connection.prepareStatement(ContentUse.NOTE_UNNAMED)) {
            Statements.bind(unnamed, System.currentTimeMillis()).executeUpdate();
        }
        return true;
    }

    /** What is not counted yet, by body: nothing where there is no PostgreSQL. */
    static Map<Long, Long> uncounted(Connection connection) throws SQLException {
        var found = new HashMap<Long, Long>();
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            try (PreparedStatement query = connection.prepareStatement("select body, cast(sum(more) as bigint) from postgresql_reference group by body");
                ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return found;
    }
}
