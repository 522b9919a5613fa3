package posthouse.mailstore.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import posthouse.mailstore.snapshot.SnapshotReader;
import posthouse.mailstore.snapshot.SnapshotWriter;
import posthouse.mailstore.snapshot.TableShape;

/**
 * All rows of all tables, from a connection into a snapshot and back. Which tables there are is asked of the database, so that none
 * is forgotten; only the migrations' own table is left to them, and what is a PostgreSQL's
 * instead of a journal.
 */
public final class TableRows {
    /** Says whose tables these are and how far they have come: read in last, so that half a store is no store. */
    private static final String STATE = "store_state";
    private static final String VERSION = "schema_version";
    private static final int BATCH = 500;
    private static final int COMMIT = 10_000;

    private TableRows() {
    }

    /** All tables of the connection's schema; the one with the store's state is the last. */
    static List<TableShape> tables(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (ResultSet row = connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%",
            new String[] {"TABLE", "BASE TABLE"})) {
            while (row.next()) {
                names.add(row.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        names.removeIf(name -> name.equals(VERSION) || name.startsWith(Migrations.POSTGRESQL));
        Collections.sort(names);
        if (names.remove(STATE)) {
            names.add(STATE);
        }
        var tables = new ArrayList<TableShape>();
        for (String name : names) {
            tables.add(table(connection, name));
        }
        return tables;
    }

    static boolean areEmpty(Connection connection) throws SQLException {
        for (TableShape table : tables(connection)) {
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from " + table.name() + " limit 1")) {
                if (row.next()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static TableShape table(Connection connection, String name) throws SQLException {
        var columns = new ArrayList<TableShape.Column>();
        try (Statement statement = connection.createStatement(); ResultSet none = statement.executeQuery("select * from " + name + " where 1 = 0")) {
            var about = none.getMetaData();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                String column = about.getColumnName(i).toLowerCase(Locale.ROOT);
                columns.add(new TableShape.Column(column, kind(name + "." + column, about.getColumnType(i))));
            }
        }
        return new TableShape(name, columns);
    }

    private static TableShape.Kind kind(String column, int type) throws SQLException {
        return switch (type) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT -> TableShape.Kind.NUMBER;
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR -> TableShape.Kind.TEXT;
            case Types.VARBINARY, Types.BINARY, Types.LONGVARBINARY -> TableShape.Kind.OCTETS;
            case Types.BOOLEAN, Types.BIT -> TableShape.Kind.TRUTH;
            default -> throw new SQLException("the column " + column + " is of a type that snapshots have no place for");
        };
    }

    /** Writes tables with all their rows as the connection's transaction sees them. */
    static void write(Connection connection, List<TableShape> tables, SnapshotWriter to) throws SQLException, IOException {
        for (TableShape table : tables) {
            write(connection, table, row -> row, to);
        }
    }

    /** Writes a table with its rows as they are wanted; those that become {@code null} are left out. */
    static void write(Connection connection, TableShape table, UnaryOperator<Object[]> wanted, SnapshotWriter to) throws SQLException, IOException {
        to.table(table);
        String order = primaryKey(connection, table.name());
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (ResultSet row = statement.executeQuery("select " + names(table) + " from " + table.name() + order)) {
                while (row.next()) {
                    Object[] values = wanted.apply(values(row, table.columns()));
                    if (values != null) {
                        to.row(values);
                    }
                }
            }
        }
    }

    private static String primaryKey(Connection connection, String table) throws SQLException {
        var columns = new TreeMap<Integer, String>();
        boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
        try (ResultSet row = connection.getMetaData().getPrimaryKeys(connection.getCatalog(), connection.getSchema(),
            upper ? table.toUpperCase(Locale.ROOT) : table)) {
            while (row.next()) {
                columns.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
            }
        }
        return columns.isEmpty() ? "" : " order by " + String.join(", ", columns.values());
    }

    private static String names(TableShape table) {
        return table.columns().stream().map(TableShape.Column::name).collect(Collectors.joining(", "));
    }

    private static Object[] values(ResultSet row, List<TableShape.Column> columns) throws SQLException {
        var values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = switch (columns.get(i).kind()) {
                case NUMBER -> (Object) row.getLong(i + 1);
                case TEXT -> row.getString(i + 1);
                case OCTETS -> row.getBytes(i + 1);
                case TRUTH -> row.getBoolean(i + 1);
            };
            values[i] = row.wasNull() ? null : value;
        }
        return values;
    }

    /** Reads rows into tables of the same version that have none of their own, and commits them. */
    static void read(SnapshotReader from, Connection connection) throws SQLException, IOException {
        for (TableShape table = from.nextTable(); table != null; table = from.nextTable()) {
            String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table.name() + " (" + names(table) + ") values ("
                + marks + ")")) {
                long rows = 0;
                for (Object[] row = from.nextRow(); row != null; row = from.nextRow()) {
                    set(insert, table.columns(), row);
                    insert.addBatch();
                    if (++rows % BATCH == 0) {
                        insert.executeBatch();
                    }
                    if (rows % COMMIT == 0) {
                        connection.commit();
                    }
                }
                if (rows % BATCH != 0) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        }
    }

    private static void set(PreparedStatement insert, List<TableShape.Column> columns, Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            switch (columns.get(i).kind()) {
                case NUMBER -> insert.setObject(i + 1, row[i], Types.BIGINT);
                case TEXT -> insert.setString(i + 1, (String) row[i]);
                case OCTETS -> insert.setBytes(i + 1, (byte[]) row[i]);
                case TRUTH -> insert.setObject(i + 1, row[i], Types.BOOLEAN);
            }
        }
    }
}
