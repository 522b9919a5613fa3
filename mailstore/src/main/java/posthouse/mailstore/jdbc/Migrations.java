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

    static final int NEWEST = 7;

    private Migrations() {
    }

    static void run(Connection connection) throws SQLException {
        run(connection, NEWEST);
    }

    /**
     * Brings tables that are older to this version.
     *
     * @throws NewerFormat if the tables, or those that are wanted, are of a version that does not exist yet
     */
    static void run(Connection connection, int target) throws SQLException {
        if (target > NEWEST) {
            throw new NewerFormat(target);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists schema_version (version int primary key)");
            int version;
            try (ResultSet row = statement.executeQuery("select coalesce(max(version), 0) from schema_version")) {
                row.next();
                version = row.getInt(1);
            }
            if (version > NEWEST) {
                throw new NewerFormat(version);
            }
            while (version < target) {
                version++;
                for (String sql : statements(version)) {
                    statement.execute(sql);
                }
                statement.execute("insert into schema_version (version) values (" + version + ")");
                connection.commit();
            }
        }
    }

    private static String[] statements(int version) {
        try (InputStream file = Migrations.class.getResourceAsStream(version + ".sql")) {
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
