package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.server.ListenerKeys;

/** {@code serve} as a process: what it says, and how it ends. */
class ServeTest {

    @TempDir
    private Path folder;

    @Test
    void startsServesAdministrationAndStops() throws Exception {
        Path data = folder.resolve("a folder whose path is longer than a socket's name may be".repeat(3));
        try (var server = serve(data)) {
            server.awaitReady();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin")))).isEqualTo("rw-------");

            assertThat(Run.posthouse("domain", "add", "example.org", "--data", data.toString()).err()).isEmpty();
            var added = Run.withInput("secret\n", "account", "add", "alice@example.org", "--password-stdin", "--data", data.toString());
            assertThat(added.out()).isEqualTo("added account alice@example.org\n");
            assertThat(Run.posthouse("account", "remove", "alcie@example.org", "--data", data.toString()))
                .isEqualTo(new Run(1, "", "posthouse: there is no account alcie@example.org, did you mean alice@example.org?\n"));

            var second = Run.posthouse(arguments(data).toArray(String[]::new));
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).startsWith("posthouse: ").contains("in use").hasLineCount(1);

            server.terminate();
            assertThat(server.exitCode()).as(server.err()).isZero();
            assertThat(server.err()).contains("INFO  admin domain add [example.org]: done\n");
            assertThat(data.resolve("admin")).doesNotExist();
        }
        assertThat(Run.posthouse("account", "list", "--json", "--data", data.toString()).out()).startsWith("{\"address\": \"alice@example.org\"");
    }

    @Test
    void administrationAfterAServerThatWasKilled() throws Exception {
        Path data = folder.resolve("data");
        try (var server = serve(data)) {
            server.awaitReady();
            assertThat(Run.posthouse("domain", "add", "example.org", "--data", data.toString()).exitCode()).isZero();
            server.kill();
        }
        assertThat(data.resolve("admin")).exists();
        var listed = Run.posthouse("domain", "list", "--json", "--data", data.toString());
        assertThat(listed.out()).startsWith("{\"domain\": \"example.org\", \"postmaster\": \"\", ");
    }

    @Test
    void takenPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var arguments = arguments(folder.resolve("data"));
            arguments.addAll(List.of("--set", "listeners.imap.port=" + taken.getLocalPort()));
            var ran = Run.posthouse(arguments.toArray(String[]::new));
            assertThat(ran.err()).isEqualTo("posthouse: can't listen on 127.0.0.1:" + taken.getLocalPort() + " for imap: Address already in use"
                + "; stop what uses it, or move this listener with listeners.imap.port or all of them with --port-offset\n");
            assertThat(ran.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void dataFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        var ran = Run.posthouse(arguments(file).toArray(String[]::new));
        assertThat(ran.err()).startsWith("posthouse: ").contains(file.toString()).hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    private ServerProcess serve(Path data) throws IOException {
        var arguments = arguments(data);
        arguments.addAll(List.of("--set", "log.level=info"));
        return new ServerProcess(folder, arguments.toArray(String[]::new));
    }

    /** On ports that are free. */
    private static List<String> arguments(Path data) {
        var arguments = new ArrayList<>(List.of("serve", "--data", data.toString(), "--set", "log.level=error"));
        for (ListenerKeys listener : ListenerKeys.ALL) {
            arguments.addAll(List.of("--set", listener.port().name() + "=0", "--set", listener.bind().name() + "=127.0.0.1"));
        }
        return arguments;
    }
}
