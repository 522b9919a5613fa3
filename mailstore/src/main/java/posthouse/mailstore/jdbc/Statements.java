package posthouse.mailstore.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Statements of one connection. Parameters are {@code Long}, {@code Integer}, {@code String}, {@code byte[]} or {@code null}. */
interface Statements {

    /** Runs a statement that changes rows, at the latest before anything is read. */
    void update(String sql, Object... parameters) throws SQLException;

    /** Runs a statement at once, behind all updates; returns how many rows it changed. */
    int updateNow(String sql, Object... parameters) throws SQLException;

    /** Reads, seeing all updates. */
    ResultSet query(String sql, Object... parameters) throws SQLException;

    /** Runs updates of which all are undone if one fails; the transaction goes on then, unless the connection can't do that. */
    void atomically(Step updates) throws SQLException;

    /** Returns when all updates are run. */
    void flush() throws SQLException;

    /** Drops updates that were not run: the transaction is rolled back. */
    void forget();

    /** Something to be run. */
    interface Step {
        void run() throws SQLException;
    }

    /** Fills in the parameters. */
    static PreparedStatement bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (parameter instanceof byte[] octets) {
                statement.setBytes(i + 1, octets);
            } else if (parameter instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (parameter instanceof String text) {
                statement.setString(i + 1, text);
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
        return statement;
    }
}
