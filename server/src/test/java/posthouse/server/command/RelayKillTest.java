package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of deliveries: every message that was accepted arrives, and what comes twice was in flight. All of it:
 * {@code -Dposthouse.relay.messages=1000 -Dposthouse.relay.kills=10}.
 */
class RelayKillTest {

    private static final int MESSAGES = Integer.getInteger("posthouse.relay.messages", 300);
    private static final int KILLS = Integer.getInteger("posthouse.relay.kills", 2);
    private static final int COURIERS = 8;

    @TempDir
    private Path folder;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void everyAcceptedMessageArrives() throws Exception {
        String data = folder.resolve("data").toString();
        assertThat(Run.posthouse("domain", "add", "here.test", "--data", data).exitCode()).isZero();
        assertThat(Run.posthouse("alias", "add", "away@here.test", "bob@far.test", "--data", data).exitCode()).isZero();
        int kills = 0;
        try (var sink = new Sink()) {
            while (accepted.size() < MESSAGES) {
                int port = freePort();
                try (var server = server(data, port, sink.port())) {
                    server.awaitReady();
                    int goal = Math.min(MESSAGES, accepted.size() + MESSAGES / KILLS);
                    submit(port, goal);
                    int before = sink.received.size();
                    await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> sink.received.size() > before + 20
                        || sink.received.size() >= accepted.size());
                    server.kill();
                    kills++;
                }
            }
            try (var server = server(data, freePort(), sink.port())) {
                server.awaitReady();
                await().atMost(Duration.ofMinutes(2)).until(() -> sink.received.keySet().containsAll(accepted));
                server.terminate();
                assertThat(server.exitCode()).isZero();
            }
            int twice = sink.received.values().stream().mapToInt(count -> count - 1).sum();
            assertThat(twice).as("messages that came twice").isLessThanOrEqualTo(kills * COURIERS);
            System.out.printf("%d messages, %d kills: all arrived, %d came twice (up to %d were in flight)%n", accepted.size(), kills, twice, kills * COURIERS);
        }
        assertThat(Run.posthouse("queue", "list", "--data", data).out().lines()).as("left in the queue").hasSize(1);
    }

    private ServerProcess server(String data, int port, int sink) throws IOException {
        return new ServerProcess(folder, "serve", "--data", data, "--set", "listeners.smtp.port=" + port, "--set", "listeners.smtp.bind=[\"127.0.0.1\"]",
            "--set", "listeners.submission.enabled=false", "--set", "listeners.submissions.enabled=false", "--set", "listeners.lmtp.enabled=false",
            "--set", "listeners.pop3.enabled=false", "--set", "listeners.pop3s.enabled=false", "--set", "listeners.imap.enabled=false",
            "--set", "listeners.imaps.enabled=false", "--set", "relay.routes=[\"far.test=127.0.0.1:" + sink + "\"]",
            "--set", "relay.concurrency=" + COURIERS, "--set", "hostname=\"mail.here.test\"");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** One connection, message after message: what is answered with 250 is accepted. */
    private void submit(int port, int goal) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            in.readLine();
            say(socket, in, "HELO client.test");
            while (accepted.size() < goal) {
                String subject = "message " + next.incrementAndGet();
                say(socket, in, "MAIL FROM:<>");
                say(socket, in, "RCPT TO:<away@here.test>");
                say(socket, in, "DATA");
                if (say(socket, in, "Subject: " + subject + "\r\n\r\ntext\r\n.").startsWith("250")) {
                    accepted.add(subject);
                }
            }
        }
    }

    private static String say(Socket socket, BufferedReader in, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return in.readLine();
    }
}
