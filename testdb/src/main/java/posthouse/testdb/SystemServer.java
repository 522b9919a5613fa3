package posthouse.testdb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the programs that the system has: in a folder of its own, on loopback, for whoever is on this machine. */
public final class SystemServer implements TestPostgres.Server, AutoCloseable {

    /** Ends with its standard input, and so with this process, whatever ends that. */
    private static final String SCRIPT = """
        folder=$(mktemp -d) && chmod 700 "$folder" && cd "$folder" || exit 1
        "$1/initdb" -D "$folder/data" -U posthouse -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 \
            || { cat "$folder/initdb.log" >&2; rm -rf "$folder"; exit 1; }
        echo "$folder"
        while read -r word; do
            case $word in
                start) "$1/postgres" -D "$folder/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 \
                    -c fsync="$3" -c full_page_writes="$3" -c autovacuum=off -c log_min_messages=panic -c log_min_error_statement=panic >/dev/null 2>&1 & pid=$!;;
                kill) kill -STOP $pid; all="$(ps -o pid= --ppid $pid) $pid"; kill -KILL $all 2>/dev/null; wait $pid 2>/dev/null
                    for i in $(seq 500); do ps -o stat= -p "$(echo $all | tr ' ' ,)" | grep -qv Z || break; sleep 0.02; done
                    echo killed;;
            esac
        done
        kill -QUIT $pid; wait $pid
        rm -rf "$folder"
        """;
    private static final int ATTEMPTS = 2400; // after a kill it reads its log again, which may take a while

    private final Process process;
    private final int port;

    private SystemServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<SystemServer> start() {
        return start(false);
    }

    /**
     * A server of its own.
     *
     * @param durable whether it writes as it must where mail is kept; else as fast as it can
     */
    public static Optional<SystemServer> start(boolean durable) {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        try {
            int port = freePort();
            List<String> command = new ArrayList<>(unprivileged());
            command.addAll(List.of("sh", "-c", SCRIPT, "sh", programs.get().toString(), Integer.toString(port), durable ? "on" : "off"));
            Process process = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            if (process.inputReader().readLine() == null) {
                throw new IllegalStateException("initdb failed");
            }
            var server = new SystemServer(process, port);
            server.begin();
            return Optional.of(server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where initdb and postgres are. */
    private static Optional<Path> programs() {
        Stream<Path> path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.concat(path, Stream.of("/usr/lib/postgresql", "/usr/local", "/usr").map(Path::of).flatMap(SystemServer::below))
            .filter(folder -> Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres"))).findFirst();
    }

    private static Stream<Path> below(Path folder) {
        try (var versions = Files.list(folder)) {
            return versions.filter(Files::isDirectory).map(v -> v.resolve("bin")).sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The programs refuse to be run by root. */
    private static List<String> unprivileged() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        boolean postgres = Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith("postgres:"));
        return List.of("runuser", "-u", postgres ? "postgres" : "nobody", "--");
    }

    /** Below those that the system gives to others. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken
            }
        }
    }

    private void say(String word) {
        try {
            process.outputWriter().write(word + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, after {@link #kill} anew, and waits until it takes connections. */
    public void begin() {
        say("start");
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                DriverManager.getConnection(url(first())).close();
                return;
            } catch (SQLException e) {
                pause();
            }
        }
        throw new IllegalStateException("the PostgreSQL for the tests does not start");
    }

    private void pause() {
        try {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the PostgreSQL for the tests has ended");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the server, all its processes, with no chance to end in order. */
    public void kill() {
        say("kill");
        try {
            process.inputReader().readLine();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=posthouse";
    }

    @Override
    public String first() {
        return "postgres";
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close();
            process.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
