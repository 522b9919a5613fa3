package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.testkit.TestServer;
import posthouse.testkit.TestSettings;

/** Clients that ask for far more than anyone needs: each gets its answers, and others are served meanwhile. */
class AbuseTest {

    private TestServer server;
    private Dialogue client;
    private Dialogue other;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
        var address = Dialogue.listen(server, SmtpPolicy.RELAY_IN);
        client = new Dialogue(address).greeted();
        other = new Dialogue(address).greeted();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        other.close();
        server.close();
    }

    private CompletableFuture<Void> sends(String text) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.client().send(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aMillionNoopsInOneWrite() throws Exception {
        var sent = sends("NOOP\r\n".repeat(1_000_000));
        assertThat(other.send("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org")).startsWith("250 ");
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(client.client().line()).isEqualTo("250 2.0.0 Ok");
        }
        sent.join();
    }

    @Test
    void recipientsBeyondTheLimitAreAnsweredAndForgotten() throws Exception {
        client.say("MAIL FROM:<>", 250);
        var sent = sends(IntStream.range(0, 64_000).mapToObj(i -> "RCPT TO:<alice+" + i + "@example.org>\r\n").collect(Collectors.joining()));
        for (int i = 0; i < 64_000; i++) {
            assertThat(client.client().line()).startsWith(i < 1000 ? "250 2.1.5 " : "452 4.5.3 ");
        }
        sent.join();
        other.say("NOOP", 250);
        client.say("DATA", 354);
        client.say(".", 250);
        assertThat(server.inbox("alice@example.org").status().messages()).isEqualTo(1);
    }

    @Test
    void whoDoesNotReadIsNotReadFrom() throws Exception {
        sends("HELP\r\n".repeat(2_000_000)); // ends when the connection is closed
        assertThat(other.send("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org")).startsWith("250 ");
    }

    @Test
    void aHeaderFieldOfFortyMegabytes() throws Exception {
        client.begin("bob@example.com", "alice@example.org");
        var sent = sends("X: " + "y".repeat(40_000_000) + "\r\n\r\n.\r\n");
        other.say("NOOP", 250);
        assertThat(client.reply()).startsWith("250 ");
        sent.join();
    }

    /** A line or a message that comes octet by octet never ends the wait for it: the time for all of it counts. */
    @ParameterizedTest
    @ValueSource(strings = {"", "MAIL FROM:<bob@example.com>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\n"})
    void whoTricklesIsCutOff(String before) throws Exception {
        try (var hurried = new TestServer(TestSettings.of("smtp.idle-limit", "1s", "smtp.data-limit", "1s"))) {
            hurried.account("alice@example.org");
            try (var trickling = new Dialogue(Dialogue.listen(hurried, SmtpPolicy.RELAY_IN)).greeted()) {
                trickling.client().send(before.getBytes(StandardCharsets.US_ASCII));
                for (int replies = before.isEmpty() ? 0 : 3; replies > 0; replies--) {
                    trickling.reply();
                }
                String end;
                do {
                    trickling.client().trickle(new byte[] {'x'});
                    end = trickling.client().lineWithin(Duration.ofMillis(50));
                } while (end == null);
                assertThat(end).startsWith("421 4.4.2 ");
                assertThat(hurried.inbox("alice@example.org").status().messages()).isZero();
            }
        }
    }
}
