package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;

class TimeAndLimitsTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EchoProtocol protocol = new EchoProtocol();
    @TempDir
    private Path folder;
    private Network network;

    @AfterEach
    void close() {
        network.close();
        assertThat(protocol.closedSessions.get()).isEqualTo(protocol.sessions.size());
    }

    private InetSocketAddress listen(Map<Key<?>, Object> set) throws Exception {
        network = new Network(new Settings() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Optional<T> find(Key<T> key) {
                return Optional.ofNullable((T) set.get(key));
            }
        }, Tls.selfSigned(folder));
        return network.listen(protocol, ANY, false).address();
    }

    private Client client() throws Exception {
        var client = new Client(listen(Map.of()));
        assertThat(client.line()).isEqualTo("hello clear");
        return client;
    }

    @Test
    void aSilentClientIsToldAndClosed() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("idle 100")).isEqualTo("ok");
            assertThat(client.line()).isEqualTo("timeout");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void theFirstIdleLimitCountsFromTheGreeting() throws Exception {
        protocol.idle = Duration.ofMillis(100);
        try (var client = client()) {
            assertThat(client.line()).isEqualTo("timeout");
        }
    }

    @Test
    void octetsThatMakeNoCommandDoNotKeepAConnection() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("idle 200")).isEqualTo("ok");
            var end = new Thread(() -> {
                try {
                    while (true) {
                        client.send("x");
                    }
                } catch (IOException e) {
                    // closed, as it should be
                }
            });
            client.socket.setSoTimeout(10_000);
            end.start();
            assertThat(client.line()).isIn("timeout", "too long");
            client.close();
            end.join();
        }
    }

    @Test
    void theServersOwnTimeDoesNotCount() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("idle 50")).isEqualTo("ok");
            assertThat(client.ask("after 400")).isEqualTo("after");
            assertThat(client.line()).isEqualTo("timeout");
        }
    }

    @Test
    void aClientThatReadsNothingIsClosed() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("idle 200")).isEqualTo("ok");
            client.send("flood 100000\r\n");
            await().until(() -> protocol.closedSessions.get() == 1);
        }
        assertThat(protocol.openReplies.get()).isZero();
    }

    @Test
    void theTotalLimitEndsABusyConnectionToo() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("total 200")).isEqualTo("ok");
            String line = client.ask("more");
            while (line.equals("more")) {
                line = client.ask("more");
            }
            assertThat(line).isEqualTo("timeout");
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedForAtTheEnd() throws Exception {
        listen(Map.of());
        try (var client = new Client(network.listen(protocol, ANY, true).address())) {
            network.close();
            assertThat(client.line()).isNull();
        }
        assertThat(protocol.sessions).isEmpty();
    }

    @Test
    void tooManyConnectionsAreRefused() throws Exception {
        var address = listen(Map.of(NetKeys.CONNECTIONS, 1L));
        var implicitTls = network.listen(protocol, ANY, true).address();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 17; i++) { // a few are kept for this machine
            var client = new Client(address);
            clients.add(client);
            assertThat(client.line()).isEqualTo("hello clear");
        }
        try (var refused = new Client(address); var refusedWithTls = new Client(implicitTls)) {
            assertThat(refused.line()).isEqualTo("too many");
            assertThat(refused.line()).isNull();
            assertThat(refusedWithTls.line()).isNull();
        }
        clients.get(0).close();
        await().until(() -> {
            try (var client = new Client(address)) {
                return client.line().equals("hello clear");
            }
        });
        for (Client client : clients) {
            client.close();
        }
    }

    @Test
    void countsPerAddressButNotThisMachine() throws Exception {
        network = new Network(Settings.defaults(), null);
        var admission = new Admission(new Settings() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Optional<T> find(Key<T> key) {
                return key == NetKeys.CONNECTIONS_PER_ADDRESS ? Optional.of((T) (Object) 2L) : Optional.empty();
            }
        });
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress other = InetAddress.getByName("2001:db8::1");
        assertThat(admission.enter(one)).isTrue();
        assertThat(admission.enter(one)).isTrue();
        assertThat(admission.enter(one)).isFalse();
        assertThat(admission.enter(other)).isTrue();
        admission.leave(one);
        assertThat(admission.enter(one)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(admission.enter(InetAddress.getByName("::1"))).isTrue();
        }
    }

    @Test
    void saysFarewellAtTheEnd() throws Exception {
        try (var client = client(); var busy = new Client(network.listen(protocol, ANY, false).address())) {
            assertThat(busy.line()).isEqualTo("hello clear");
            busy.send("after 300\r\n");
            assertThat(client.ask("one")).isEqualTo("one");
            network.close();
            assertThat(client.line()).isEqualTo("shutdown");
            assertThat(client.line()).isNull();
            assertThat(busy.line()).isIn("after", "shutdown"); // if its command had not arrived yet
            assertThat(protocol.closedSessions.get()).isEqualTo(2);
        }
    }

    @Test
    void aClientThatReadsNothingDoesNotHoldUpTheEnd() throws Exception {
        try (var client = client()) {
            client.send("flood 100000\r\n");
            await().until(() -> protocol.pieces.get() > 0);
            network.close();
            assertThat(protocol.closedSessions.get()).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        var address = listen(Map.of());
        assertThatThrownBy(() -> network.listen(protocol, address, false)).isInstanceOf(IOException.class)
            .hasMessage("can't listen on 127.0.0.1:" + address.getPort() + " for echo: Address already in use");
    }

    @Test
    void aClosedListenerAcceptsNoMoreButItsConnectionsGoOn() throws Exception {
        listen(Map.of());
        var listener = network.listen(protocol, ANY, false);
        try (var client = new Client(listener.address())) {
            assertThat(client.line()).isEqualTo("hello clear");
            listener.close();
            assertThatThrownBy(() -> new Client(listener.address())).isInstanceOf(IOException.class);
            assertThat(client.ask("one")).isEqualTo("one");
        }
    }

    @Test
    void linesOfTheWireLogAreEscapedAndCut() {
        network = new Network(Settings.defaults(), null);
        assertThat(LogText.of("a\tb\u0000\r\n", 500)).isEqualTo("a\\u0009b\\u0000");
        assertThat(LogText.of("\u001b[2Jline\u202e", 500)).isEqualTo("\\u001b[2Jline\\u202e");
        assertThat(LogText.of("one\r\ntwo", 500)).isEqualTo("one\\u000d\\u000atwo");
        assertThat(LogText.of("x".repeat(600), 500)).isEqualTo("x".repeat(500) + "... and 100 more");
    }
}
