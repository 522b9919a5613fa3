package posthouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Settings;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;
import posthouse.server.transfer.Progress;
import posthouse.testdb.TestPostgres;
import posthouse.testkit.TestSettings;

class AdminChannelTest {

    @TempDir
    private Path folder;
    private Path data;
    private MailStore store;
    private AdminChannel channel;

    @BeforeEach
    void open() throws Exception {
        data = folder.resolve("data");
        store = MailStore.open(data, TestPostgres.engineUrl(data).map(url -> (Settings) TestSettings.of("store.url", url)).orElse(Settings.defaults()));
        channel = AdminChannel.open(data, store, Settings.defaults(), new Authenticator(store.directory(), Settings.defaults()));
    }

    @AfterEach
    void close() {
        channel.close();
        store.close();
    }

    @Test
    void whateverATextHolds() throws IOException {
        ask(AdminRequest.of("domain add", "example.org"));
        String password = "two\r\nlines, a \\n that is none, = and 密码";
        var added = ask(new AdminRequest("account add", Map.of("password", password), List.of("\"a\\\\b c\"@example.org")));
        assertThat(added).isEqualTo(AdminAnswer.done(List.of("added account \"a\\\\b c\"@example.org")));
    }

    @Test
    void unknownCommand() throws IOException {
        assertThat(ask(AdminRequest.of("nonsense"))).isEqualTo(AdminAnswer.usage("the running server knows no command 'nonsense'"));
    }

    @Test
    void manyAtOnce() {
        var answers = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
            try {
                return ask(AdminRequest.of("domain add", "d" + i + ".example"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })).toList();
        assertThat(answers).allMatch(answer -> answer.join().exitCode() == 0);
        assertThat(store.directory().domains()).hasSize(8);
    }

    @Test
    void strangerWithoutTheTokenLearnsAndChangesNothing() throws IOException {
        int port = AdminAddress.read(data).orElseThrow().port();
        var stranger = AdminAddress.withNewToken(port);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port); var lines = new AdminLines(socket)) {
            String nonce = AdminAddress.randomText();
            lines.say("hello", nonce);
            assertThat(stranger.isProof(lines.expect("server"), "server", nonce)).isFalse();
            lines.say("client", stranger.proof("client", lines.expect("nonce")));
            assertThatThrownBy(() -> lines.readAnswer(Progress.NONE)).isInstanceOf(IOException.class);
        }
        assertThat(store.directory().domains()).isEmpty();
    }

    @Test
    void lineWithoutEnd() throws IOException {
        int port = AdminAddress.read(data).orElseThrow().port();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] much = new byte[100_000];
            assertThatThrownBy(() -> {
                socket.getOutputStream().write(much);
                if (socket.getInputStream().read() < 0) {
                    throw new EOFException();
                }
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoeverHasThePortOfAServerThatCrashedGetsNoCommand() throws Exception {
        channel.close();
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AdminAddress.withNewToken(other.getLocalPort()).write(data);
            var heard = CompletableFuture.supplyAsync(() -> {
                try (var socket = other.accept(); var lines = new AdminLines(socket)) {
                    lines.expect("hello");
                    lines.say("server", "a guess");
                    lines.say("nonce", "x");
                    return lines.expect("client");
                } catch (IOException e) {
                    return "nothing";
                }
            });
            assertThat(AdminClient.ask(data, AdminRequest.of("domain list"), Progress.NONE)).isEmpty();
            assertThat(heard.join()).isEqualTo("nothing");
        }
    }

    private AdminAnswer ask(AdminRequest request) throws IOException {
        Optional<AdminAnswer> answer = AdminClient.ask(data, request, Progress.NONE);
        return answer.orElseThrow();
    }
}
