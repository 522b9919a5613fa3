package posthouse.testdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The databases of tests: one for each data folder. */
public final class TestPostgres {

    private static final Map<Path, String> BY_FOLDER = new HashMap<>();
    private static final Deque<String> FREE = new ArrayDeque<>();
    private static Server server;
    private static boolean searched;
    private static int made;

    /** A server that runs. */
    interface Server {
        /** The URL of one of its databases. */
        String url(String database);

        /** A database that is there. */
        String first();
    }

    private TestPostgres() {
    }

    /** Whether tests are to open their stores on PostgreSQL. */
    public static boolean isEngine() {
        return System.getProperty("posthouse.test.engine", "").equals("postgresql");
    }

    /** What {@code store.url} must be for a data folder; empty if the engine is the journal. */
    public static Optional<String> engineUrl(Path folder) {
        return isEngine() ? Optional.of(url(folder)) : Optional.empty();
    }

    /** The URL of the database that belongs to a data folder: always the same, and empty at first. Skips the test if there is no server. */
    public static synchronized String url(Path folder) {
        Server running = server();
        return running.url(BY_FOLDER.computeIfAbsent(folder.toAbsolutePath().normalize(), f -> FREE.isEmpty() ? create(running) : FREE.pop()));
    }

    /** The store of this folder is closed and not wanted any more. */
    public static synchronized void release(Path folder) {
        String database = BY_FOLDER.remove(folder.toAbsolutePath().normalize());
        if (database != null) {
            empty(server.url(database));
            FREE.push(database);
        }
    }

    private static Server server() {
        if (!searched) {
            searched = true;
            server = find();
        }
        if (server == null && Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError("no PostgreSQL for the tests: set TEST_POSTGRES_URL, or install the package postgresql");
        }
        Assumptions.assumeTrue(server != null, "no PostgreSQL for the tests");
        return server;
    }

    private static Server find() {
        String url = System.getenv("TEST_POSTGRES_URL");
        if (url != null && !url.isEmpty()) {
            return new GivenServer(url);
        }
        Optional<? extends Server> found = ContainerServer.start();
        if (found.isEmpty()) {
            found = SystemServer.start();
        }
        if (found.isEmpty()) {
            System.out.println("SKIPPED: there is no PostgreSQL for the tests (no TEST_POSTGRES_URL, no Docker engine, no initdb)");
        }
        return found.orElse(null);
    }

    private static String create(Server running) {
        String name = "posthouse_test_" + ProcessHandle.current().pid() + "_" + ++made;
        execute(running.url(running.first()), "create database " + name);
        return name;
    }

    /** Removes all rows but those that say which tables there are. */
    private static void empty(String url) {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select tablename from pg_tables where schemaname = 'public' and tablename not like '%version'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            StringBuilder all = new StringBuilder();
            tables.forEach(table -> all.append("delete from ").append(table).append("; "));
            statement.execute(all.toString());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
