package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For a server, to which each statement is a way there and back: updates wait, and those of a kind are sent together. Updates of
 * one table keep their order; the tables' orders are independent, for no table refers to another. Updates that read are run
 * behind all others, with those of the same kind that follow. A failure fails the whole transaction.
 */
final class GatheredStatements implements Statements {
    private static final Pattern TABLE = Pattern.compile("(?:insert into|update|delete from) (\\w+)");
    private static final Pattern READS = Pattern.compile("\\bselect\\b");
    /** Octets that may wait, roughly. */
    private static final long ENOUGH = 2 << 20;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, List<Group>> waiting = new LinkedHashMap<>();
    /** Updates that read, behind which nothing waits; {@code null} if there are none. */
    private Group reading;
    private long octets;

    /** The same statement with one list of parameters after the other. */
    private record Group(String sql, List<Object[]> parameters) {
    }

    GatheredStatements(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void update(String sql, Object... parameters) throws SQLException {
        Matcher table = TABLE.matcher(sql);
        if (!table.lookingAt() || READS.matcher(sql).find()) {
            if (reading == null || !reading.sql.equals(sql)) {
                flush();
                reading = new Group(sql, new ArrayList<>());
            }
            reading.parameters.add(parameters);
            return;
        }
        runReading();
        List<Group> groups = waiting.computeIfAbsent(table.group(1), t -> new ArrayList<>());
        if (groups.isEmpty() || !groups.get(groups.size() - 1).sql.equals(sql)) {
            groups.add(new Group(sql, new ArrayList<>()));
        }
        groups.get(groups.size() - 1).parameters.add(parameters);
        octets += 100;
        for (Object parameter : parameters) {
            octets += parameter instanceof byte[] array ? array.length : 0;
        }
        if (octets > ENOUGH) {
            flush();
        }
    }

    @Override
    public int updateNow(String sql, Object... parameters) throws SQLException {
        flush();
        return Statements.bind(prepared(sql), parameters).executeUpdate();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    @Override
    public ResultSet query(String sql, Object... parameters) throws SQLException {
        flush();
        return Statements.bind(prepared(sql), parameters).executeQuery();
    }

    @Override
    public void atomically(Step updates) throws SQLException {
        updates.run();
    }

    private void runReading() throws SQLException {
        if (reading != null) {
            Group group = reading;
            reading = null;
            run(group);
        }
    }

    @Override
    public void flush() throws SQLException {
        runReading();
        if (waiting.isEmpty()) {
            return;
        }
        List<List<Group>> tables = List.copyOf(waiting.values());
        forget();
        for (List<Group> groups : tables) {
            for (Group group : groups) {
                run(group);
            }
        }
    }

    private void run(Group group) throws SQLException {
        PreparedStatement statement = prepared(group.sql);
        if (group.parameters.size() == 1) {
            Statements.bind(statement, group.parameters.get(0)).executeUpdate();
            return;
        }
        for (Object[] parameters : group.parameters) {
            Statements.bind(statement, parameters).addBatch();
        }
        statement.executeBatch();
    }

    @Override
    public void forget() {
        waiting.clear();
        reading = null;
        octets = 0;
    }
}
