package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Mailbox;
import posthouse.testkit.Corpus;
import posthouse.testkit.Corpus.Mail;
import posthouse.testkit.TestServer;

/** What was sent is what is stored, octet for octet behind the trace lines. */
class MessagesTest {

    private static TestServer server;
    private static Dialogue client;
    private static Mailbox inbox;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
        inbox = server.inbox("alice@example.org");
        client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    static List<Mail> corpus() throws IOException {
        return Corpus.messages();
    }

    static List<Mail> hostile() {
        return Corpus.hostile();
    }

    @ParameterizedTest
    @MethodSource({"corpus", "hostile"})
    void isStoredAsSent(Mail mail) throws Exception {
        byte[] sent = withFinalCrlf(mail.octets());
        assertThat(client.send(sent, "alice@example.org")).startsWith("250 2.0.0 ");
        assertThat(Dialogue.withoutTrace(Dialogue.newest(inbox))).isEqualTo(withoutReturnPath(sent));
    }

    /** The one thing that is taken out: RFC 5321 4.4. */
    private static byte[] withoutReturnPath(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
        String header = end < 0 ? text : text.substring(0, end + 2);
        return (header.replaceAll("(?im)(?<=^|\r\n)Return-Path[ \t]*:[^\r\n]*\r\n([ \t][^\r\n]*\r\n)*", "") + text.substring(header.length()))
            .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An SMTP message ends with CRLF (RFC 5321 4.1.1.4). */
    private static byte[] withFinalCrlf(byte[] octets) {
        boolean ended = octets.length >= 2 && octets[octets.length - 2] == '\r' && octets[octets.length - 1] == '\n';
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(octets);
        whole.writeBytes(ended ? new byte[0] : new byte[] {'\r', '\n'});
        return whole.toByteArray();
    }

    @Test
    void anEmptyMessage() throws Exception {
        client.begin("sender@example.com", "alice@example.org");
        client.say(".", 250);
        assertThat(Dialogue.withoutTrace(Dialogue.newest(inbox))).isEmpty();
    }

    @Test
    void twentyFiveMegabytesInOddPieces() throws Exception {
        var random = new Random(25);
        var text = new StringBuilder("Subject: large\r\n\r\n");
        while (text.length() < 25_000_000) {
            text.append(".".repeat(random.nextInt(3))).append("x".repeat(random.nextInt(2000))).append("\r\n");
        }
        byte[] sent = text.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] wire = Dialogue.stuffed(sent);
        client.begin("sender@example.com", "alice@example.org");
        for (int at = 0; at < wire.length; ) {
            int piece = Math.min(1 + random.nextInt(100_000), wire.length - at);
            client.client().send(java.util.Arrays.copyOfRange(wire, at, at + piece));
            at += piece;
        }
        assertThat(client.reply()).startsWith("250 2.0.0 ");
        assertThat(Dialogue.withoutTrace(Dialogue.newest(inbox))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\n.\r\r\n",
        "\r\r\n.\r\r\n", "\r\n\0.\r\n", "\r\n.\0\r\n", "\n\n.\n\n"})
    void nothingIsStoredOfASmuggledMessage(String end) throws Exception {
        long before = inbox.status().messages();
        client.begin("sender@example.com", "alice@example.org");
        String inner = "MAIL FROM:<admin@example.com>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\nforged\r\n.\r\n";
        client.client().send(("Subject: outer\r\n\r\nbody" + end + inner).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(client.reply()).startsWith("554 5.6.0 ");
        client.say("NOOP", 250);
        assertThat(inbox.status().messages()).isEqualTo(before);
    }

    @Test
    void aLineOfTenMegabytes() throws Exception {
        client.client().send(("NOOP " + "x".repeat(10_000_000) + "\r\nNOOP\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(client.reply()).startsWith("500 5.5.2 ");
        assertThat(client.reply()).startsWith("250 2.0.0 ");
    }

    @Test
    void aLineWithoutEndIsAnsweredAtOnce() throws Exception {
        try (var other = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN))) {
            other.client().send("x".repeat(3000).getBytes(StandardCharsets.US_ASCII));
            assertThat(other.reply()).startsWith("500 5.5.2 ");
        }
    }

    @Test
    void oneThatIsTooLargeIsTakenToItsEndAndRefused() throws Exception {
        var settings = posthouse.testkit.TestSettings.of("smtp.max-message-size", "100000");
        try (var small = new TestServer(settings)) {
            var mailbox = small.inbox("alice@example.org");
            try (var other = new Dialogue(Dialogue.listen(small, SmtpPolicy.RELAY_IN)).greeted()) {
                byte[] large = "x\r\n".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
                assertThat(other.send(large, "alice@example.org")).startsWith("552 5.3.4 ");
                assertThat(mailbox.status().messages()).isZero();
                assertThat(other.send("x\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org")).startsWith("250 2.0.0 ");
                assertThat(mailbox.status().messages()).isEqualTo(1);
            }
        }
    }

    @Test
    void oneThatBreaksOffIsNotStored() throws Exception {
        long before = inbox.status().messages();
        try (var other = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            other.begin("sender@example.com", "alice@example.org");
            other.client().send("Subject: half\r\n\r\nhalf a mess".getBytes(StandardCharsets.US_ASCII));
            other.client().end();
            assertThat(other.client().line()).isNull();
        }
        assertThat(inbox.status().messages()).isEqualTo(before);
    }
}
