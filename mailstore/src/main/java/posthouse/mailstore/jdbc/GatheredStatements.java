package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For a server, to which each statement is a way there and back: updates wait, and those of a kind are sent together, as are those
 * of which there is one. Updates of one table keep their order; the tables' orders are independent, for no table refers to another.
 * Updates that read are run behind all others, with those of the same kind that follow. A failure fails the whole transaction.
 */
final class GatheredStatements implements Statements {
    private static final Pattern TABLE = Pattern.compile("(?:insert into|update|delete from) (\\w+)");
    private static final Pattern READS = Pattern.compile("\\bselect\\b");
    /** Octets that may wait, roughly. */
    private static final long ENOUGH = 2 << 20;
    /** How many statements are kept: which ones go together depends on what commands met in a batch. */
    private static final int KEPT = 200;
    private static final int TOGETHER = 12;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
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
            if (prepared.size() == KEPT) {
                Iterator<PreparedStatement> longestUnused = prepared.values().iterator();
                longestUnused.next().close();
                longestUnused.remove();
            }
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Has listeners told, if the transaction is committed; sent with the updates. */
    void tell(String channel, String message) {
        waiting.computeIfAbsent("pg_notify", t -> new ArrayList<>()).add(new Group("select pg_notify(?, ?)", List.of(new Object[][] {{channel, message}})));
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
        var single = new ArrayList<Group>();
        for (List<Group> groups : tables) {
            if (groups.stream().allMatch(group -> group.parameters.size() == 1)) {
                single.addAll(groups);
            } else {
                for (Group group : groups) {
                    run(group);
                }
            }
        }
        for (int from = 0; from < single.size(); from += TOGETHER) {
            runTogether(single.subList(from, Math.min(single.size(), from + TOGETHER)));
        }
    }

    /** Different statements, each once, in one way there and back. */
    private void runTogether(List<Group> single) throws SQLException {
        String sql = single.stream().map(Group::sql).collect(Collectors.joining("; "));
        Object[] parameters = single.stream().flatMap(group -> Stream.of(group.parameters.get(0))).toArray();
        Statements.bind(prepared(sql), parameters).execute();
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
