package posthouse.mailstore.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import posthouse.testdb.TestPostgres;

/** All rows of all tables of a store that is closed, as text; without what no record holds. */
public final class TableDump {
    private TableDump() {
    }

    public static List<String> of(Path dataFolder) throws SQLException {
        var lines = new ArrayList<String>();
        try (Connection connection = DriverManager.getConnection(url(dataFolder)); Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                var rows = new ArrayList<String>();
                try (ResultSet row = statement.executeQuery("select * from " + table)) {
                    while (row.next()) {
                        rows.add(table + ": " + columns(row));
                    }
                }
                rows.sort(null);
                lines.addAll(rows);
            }
        }
        return lines;
    }

    private static String url(Path dataFolder) {
        return TestPostgres.engineUrl(dataFolder).orElse("jdbc:h2:file:" + dataFolder.resolve("database/store").toAbsolutePath());
    }

    /** Takes the database away from a store that is closed, if it can be made again of something else. */
    public static void forget(Path dataFolder) throws IOException {
        if (!TestPostgres.isEngine()) {
            Files.delete(dataFolder.resolve("database/store.mv.db"));
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (ResultSet row = connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (row.next()) {
                names.add(row.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Closes the database under a store that runs in this process, as H2 itself does when its file fails. */
    public static void kill(Path dataFolder) {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + dataFolder.resolve("database/store").toAbsolutePath());
            Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            // it says that it is closed
        }
    }

    /** Takes away the row that says whose tables these are. */
    public static void forgetState(Path dataFolder) throws SQLException {
        execute(dataFolder, "delete from store_state");
    }

    public static void execute(Path dataFolder, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + dataFolder.resolve("database/store").toAbsolutePath());
            Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String columns(ResultSet row) throws SQLException {
        var text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String name = row.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT);
            if (!name.equalsIgnoreCase("first_recent")) {
                text.append(name).append('=').append(row.getString(i)).append(' ');
            }
        }
        return text.toString();
    }
}
