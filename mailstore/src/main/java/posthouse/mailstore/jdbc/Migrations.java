package posthouse.mailstore.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** The schema's versions: numbered files beside this class, each run once and in one transaction with its number. */
final class Migrations {

    static final int NEWEST = 11;
    /** What the names of tables begin with that only a PostgreSQL has. */
    static final String POSTGRESQL = "postgresql_";
    /** Of the files that only PostgreSQL has. */
    private static final int NEWEST_POSTGRESQL = 4;

    private Migrations() {
    }

    static void run(Connection connection, Dialect dialect) throws SQLException {
        run(connection, NEWEST, dialect);
        if (dialect == Dialect.POSTGRESQL) {
            run(connection, "postgresql_version", "postgresql-", NEWEST_POSTGRESQL, dialect);
        }
    }

    /**
     * Brings tables that are older to this version.
     *
     * @throws NewerFormat if the tables, or those that are wanted, are of a version that does not exist yet
     */
    static void run(Connection connection, int target, Dialect dialect) throws SQLException {
        if (target > NEWEST) {
            throw new NewerFormat(target);
        }
        run(connection, "schema_version", "", target, dialect);
    }

    /** Whether {@link #run} would do anything. */
    static boolean due(Connection connection) throws SQLException {
        return version(connection, "schema_version") != NEWEST || version(connection, "postgresql_version") != NEWEST_POSTGRESQL;
    }

    private static int version(Connection connection, String table) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
            if (!tables.next()) {
                return 0;
            }
        }
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("select coalesce(max(version), 0) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String versions, String prefix, int newest, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + versions + " (version int primary key)");
            int version;
            try (ResultSet row = statement.executeQuery("select coalesce(max(version), 0) from " + versions)) {
                row.next();
                version = row.getInt(1);
            }
            if (version > newest) {
                throw new NewerFormat(version);
            }
            while (version < newest) {
                version++;
                for (String sql : statements(prefix + version)) {
                    statement.execute(dialect.schema(sql));
                }
                statement.execute("insert into " + versions + " (version) values (" + version + ")");
                connection.commit();
            }
        }
    }

    private static String[] statements(String name) {
        try (InputStream file = Migrations.class.getResourceAsStream(name + ".sql")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n")).strip().split(";\\s*\n|;$");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tables belong to a later version of Posthouse. */
    static final class NewerFormat extends SQLException {
        NewerFormat(int version) {
            super("the database was written by a newer version of Posthouse (schema " + version + ")");
        }
    }
}
