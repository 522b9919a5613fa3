package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Settings;

class ConversationTest {

    private final EchoProtocol protocol = new EchoProtocol();
    private Network network;
    private InetSocketAddress address;

    @BeforeEach
    void listen() throws Exception {
        network = new Network(Settings.defaults(), null);
        address = network.listen(protocol, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false).address();
    }

    @AfterEach
    void close() {
        network.close();
        assertThat(protocol.closedSessions.get()).isEqualTo(protocol.sessions.size());
        assertThat(protocol.openReplies.get()).isZero();
        assertThat(protocol.sessions).noneMatch(session -> session.overlapped);
    }

    private Client client() throws Exception {
        var client = new Client(address);
        assertThat(client.line()).isEqualTo("hello clear");
        return client;
    }

    @Test
    void answersLines() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("one")).isEqualTo("one");
            assertThat(client.ask("two")).isEqualTo("two");
            assertThat(client.ask("count")).isEqualTo("3");
            assertThat(client.ask("quit")).isEqualTo("bye");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void answersLinesThatComeOctetByOctet() throws Exception {
        try (var client = client()) {
            for (String octet : "slow\r\nline\r\n".split("")) {
                client.send(octet);
            }
            assertThat(client.line()).isEqualTo("slow");
            assertThat(client.line()).isEqualTo("line");
        }
    }

    @Test
    void answersPipelinedLinesInOrder() throws Exception {
        try (var client = client()) {
            var all = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                all.append("line ").append(i).append("\r\n");
            }
            client.send(all.toString());
            for (int i = 0; i < 20_000; i++) {
                assertThat(client.line()).isEqualTo("line " + i);
            }
        }
    }

    @Test
    void aLineLongerThanTheBufferIsTheSessionsToRefuse() throws Exception {
        try (var client = client()) {
            client.send("x".repeat(Input.CAPACITY + 10));
            assertThat(client.line()).isEqualTo("too long");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aClientThatSendsNoMoreGetsItsAnswers() throws Exception {
        try (var client = new Client(address)) {
            client.send("a\r\nafter 50\r\nb\r\nunfinished");
            client.socket.shutdownOutput();
            assertThat(client.line()).isEqualTo("hello clear");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("after");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).isNull();
        }
        await().until(() -> protocol.closedSessions.get() == 1);
    }

    @Test
    void aSessionThatFailsIsClosed() throws Exception {
        try (var client = client()) {
            client.send("before\r\nfail\r\nnever\r\n");
            assertThat(client.line()).isEqualTo("before");
            assertThat(client.line()).isNull();
        }
        try (var client = client()) {
            assertThat(client.ask("latefail")).isNull();
        }
        await().until(() -> protocol.closedSessions.get() == 2);
    }

    @Test
    void aSlowReaderGetsEverything() throws Exception {
        try (var client = client()) {
            client.send("flood 2000\r\ndone\r\n");
            for (int i = 0; i < 2000 * 16; i++) {
                assertThat(client.line()).hasSize(1022);
            }
            assertThat(client.line()).isEqualTo("done");
        }
    }

    @Test
    void repliesAreLetGoWhenTheClientLeaves() throws Exception {
        try (var client = client()) {
            client.send("flood 20000\r\n");
            assertThat(client.line()).hasSize(1022);
        }
        await().until(() -> protocol.closedSessions.get() == 1);
        assertThat(protocol.openReplies.get()).isZero();
    }
}
