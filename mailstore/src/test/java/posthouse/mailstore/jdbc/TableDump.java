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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** The rows of each table that any engine has, of a store that is closed: sorted, as text that does not depend on the engine. */
    public static SortedMap<String, List<String>> byTable(String url) throws SQLException {
        var tables = new TreeMap<String, List<String>>();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                if (table.startsWith(Migrations.POSTGRESQL)) {
                    continue;
                }
                var rows = new ArrayList<String>();
                try (ResultSet row = statement.executeQuery("select * from " + table)) {
                    while (row.next()) {
                        rows.add(values(row));
                    }
                }
                rows.sort(null);
                tables.put(table, rows);
            }
        }
        return tables;
    }

    private static String values(ResultSet row) throws SQLException {
        var text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            text.append(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT)).append('=')
                .append(value instanceof byte[] octets ? HexFormat.of().formatHex(octets) : value).append(' ');
        }
        return text.toString();
    }

    /** Where H2 keeps the tables of a data folder. */
    public static String h2(Path dataFolder) {
        return "jdbc:h2:file:" + dataFolder.resolve("database/store").toAbsolutePath();
    }

    private static String url(Path dataFolder) {
        return TestPostgres.engineUrl(dataFolder).orElse(h2(dataFolder));
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
        try (Connection connection = DriverManager.getConnection(h2(dataFolder));
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
        try (Connection connection = DriverManager.getConnection(h2(dataFolder));
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
