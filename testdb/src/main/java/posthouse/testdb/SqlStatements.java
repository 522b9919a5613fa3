package posthouse.testdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts what the database of a store in this process is asked, by H2's own statistics. */
public final class SqlStatements implements AutoCloseable {

    private final Connection connection;

    /** @param data the folder of a store that is open */
    public SqlStatements(Path data) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("database").resolve("store").toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set query_statistics_max_entries 10000");
            statement.execute("set query_statistics true");
        }
    }

    /** What was asked since the beginning; asking this doesn't count, nor the end of a transaction, nor what a thread of the store asks now and then. */
    public long count() throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet sum = statement.executeQuery("select coalesce(sum(execution_count), 0) from information_schema.query_statistics "
                 + "where sql_statement not like '%query_statistics%' and lower(sql_statement) not like 'commit%' "
                 + "and lower(sql_statement) not like 'savepoint%' and lower(sql_statement) not like 'release%' "
                 + "and lower(sql_statement) not like 'set %' and sql_statement not like '%mailbox where messages >= %'")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
