package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Map;

/** For a database in this process: each statement is prepared once and run at once. */
final class DirectStatements implements Statements {
    private final Connection connection;
    private final TableFile file;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    DirectStatements(Connection connection, TableFile file) {
        this.connection = connection;
        this.file = file;
    }

    private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return Statements.bind(statement, parameters);
    }

    @Override
    public void update(String sql, Object... parameters) throws SQLException {
        file.beforeChange();
        bound(sql, parameters).executeUpdate();
    }

    @Override
    public int updateNow(String sql, Object... parameters) throws SQLException {
        file.beforeChange();
        return bound(sql, parameters).executeUpdate();
    }

    @Override
    public ResultSet query(String sql, Object... parameters) throws SQLException {
        return bound(sql, parameters).executeQuery();
    }

    @Override
    public void atomically(Step updates) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            updates.run();
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
        connection.releaseSavepoint(before);
    }

    @Override
    public void flush() {
        // nothing waits
    }

    @Override
    public void forget() {
        // nothing waits
    }
}
