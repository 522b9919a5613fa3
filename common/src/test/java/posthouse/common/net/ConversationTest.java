package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    void whatNeverWaitsIsAnsweredWhereItArrives() throws Exception {
        try (var client = client()) {
            var now = new ArrayList<String>();
            for (int i = 0; i < 50; i++) {
                now.add(client.ask("now " + i));
                assertThat(now.get(i)).startsWith("now " + i);
                assertThat(client.ask("taken " + i)).isEqualTo("taken " + i);
                assertThat(client.ask("line " + i)).isEqualTo("line " + i);
            }
            assertThat(now).as("but for those that come while a worker is at it").anyMatch(line -> line.contains("IoThread"));
            var all = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                all.append(i % 3 == 0 ? "now " : i % 3 == 1 ? "taken " : "line ").append(i).append("\r\n");
            }
            client.send(all + "now 3000");
            client.send("\r\n");
            for (int i = 0; i <= 3_000; i++) {
                assertThat(client.line()).matches("(now|taken|line) " + i + "( .*)?");
            }
        }
        assertThat(protocol.sessions).noneMatch(session -> session.overlapped);
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
            client.send("flood 700\r\ndone\r\n");
            for (int i = 0; i < 700 * 16; i++) {
                assertThat(client.line()).hasSize(1022);
            }
            assertThat(client.line()).isEqualTo("done");
        }
    }

    @Test
    void aClientThatNeverReadsIsNotWrittenFor() throws Exception {
        try (var hostile = client(); var other = client()) {
            hostile.send("flood 100000\r\n".repeat(100));
            await().until(() -> {
                int before = protocol.pieces.get();
                for (int i = 0; i < 200; i++) {
                    assertThat(other.ask("round trip")).isEqualTo("round trip");
                }
                return before == protocol.pieces.get();
            });
            assertThat(protocol.pieces.get()).isLessThan(20_000_000 / 16_384); // what the system's buffers hold, and one write
        }
        await().until(() -> protocol.openReplies.get() == 0);
    }

    @Test
    void anAnswerMayComeLaterAndHoldsUpWhatIsBehindIt() throws Exception {
        try (var client = client(); var other = client()) {
            client.send("before\r\nlater\r\nbehind\r\n");
            assertThat(client.line()).isEqualTo("before");
            assertThat(other.ask("meanwhile")).isEqualTo("meanwhile");
            protocol.later.complete(Replies.of("later it is\r\n"));
            assertThat(client.line()).isEqualTo("later it is");
            assertThat(client.line()).isEqualTo("behind");
        }
    }

    @Test
    void anAnswerThatComesTooLateIsLetGoBeforeTheSessionEnds() throws Exception {
        try (var client = client()) {
            client.send("later\r\n");
            await().until(() -> protocol.asked.get() == 1);
            client.socket.setSoLinger(true, 0);
        }
        var closed = new CompletableFuture<Integer>();
        protocol.later.complete(new Replies() {
            @Override
            public boolean writeNext(Output out) {
                return false;
            }

            @Override
            public void close() {
                closed.complete(protocol.closedSessions.get());
            }
        });
        assertThat(closed.get(10, TimeUnit.SECONDS)).isZero();
        await().until(() -> protocol.closedSessions.get() == 1);
    }

    @Test
    void aWakeIsAnsweredUnasked() throws Exception {
        try (var client = client()) {
            protocol.sessions.peek().connection.wake();
            assertThat(client.line()).isEqualTo("woken");
            assertThat(client.ask("one")).isEqualTo("one");
        }
    }

    @Test
    void wakesDuringACommandWaitForItsEndAndAreOne() throws Exception {
        try (var client = client()) {
            client.send("block\r\n");
            protocol.blocked.get(20, TimeUnit.SECONDS);
            for (int i = 0; i < 1000; i++) {
                protocol.sessions.peek().connection.wake();
            }
            protocol.later.complete(Replies.none());
            assertThat(client.line()).isEqualTo("unblocked");
            assertThat(client.line()).isEqualTo("woken");
            assertThat(client.ask("one")).isEqualTo("one");
            assertThat(protocol.sessions.peek().wakes).isEqualTo(1);
        }
    }

    @Test
    void aThousandIdleConnectionsCostNoThreads() throws Exception {
        int before = Thread.activeCount();
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(client());
            }
            assertThat(Thread.activeCount() - before).isLessThan(40);
        } finally {
            for (Client client : clients) {
                client.close();
            }
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
