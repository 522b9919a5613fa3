package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.TestServer;

/** What of a submitted message changes: RFC 6409 8. */
class SubmissionTest {

    private static final String DATE = "Date: [A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\r\n";
    private static final String MESSAGE_ID = "Message-ID: <[0-9a-f-]{36}@mail\\.example\\.org>\r\n";
    private static final String FROM = "From: alice@example\\.org\r\n";

    private TestServer server;
    private Dialogue client;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
        client = new Dialogue(Dialogue.listen(server, SmtpPolicy.SUBMISSION)).greeted();
        byte[] response = "\0alice@example.org\0secret".getBytes(StandardCharsets.US_ASCII);
        client.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(response), 235);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private String stored(String sender, String message) throws Exception {
        client.begin(sender, "alice@example.org");
        client.client().send(Dialogue.stuffed(message.getBytes(StandardCharsets.UTF_8)));
        assertThat(client.reply()).startsWith("250 2.0.0 ");
        return new String(Dialogue.withoutTrace(Dialogue.newest(server.inbox("alice@example.org"))), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsMissingIsAdded() throws Exception {
        assertThat(stored("alice@example.org", "Subject: x\r\n\r\nbody\r\n")).matches("Subject: x\r\n" + DATE + MESSAGE_ID + FROM + "\r\nbody\r\n");
    }

    @Test
    void whatIsThereStays() throws Exception {
        String message = "date: yesterday\r\nMessage-Id: <1@x>\r\nFROM:\r\n Alice <alice@example.org>\r\nReply-To: bob@example.com\r\n\r\nBcc: body\r\n";
        assertThat(stored("alice@example.org", message)).isEqualTo(message);
    }

    @Test
    void blindCopiesStayBlind() throws Exception {
        String sent = "Date: x\r\nMessage-ID: <1@x>\r\nBCC: bob@example.com,\r\n carol@example.com\r\nFrom: alice@example.org\r\nbcc:\r\n\r\n";
        assertThat(stored("alice@example.org", sent)).isEqualTo("Date: x\r\nMessage-ID: <1@x>\r\nFrom: alice@example.org\r\n\r\n");
    }

    @Test
    void aMessageWithoutHeaderGetsOne() throws Exception {
        assertThat(stored("alice@example.org", "hello\r\nworld: 1\r\n")).matches(DATE + MESSAGE_ID + FROM + "\r\nhello\r\nworld: 1\r\n");
        assertThat(stored("alice@example.org", "\r\nhello\r\n")).matches(DATE + MESSAGE_ID + FROM + "\r\nhello\r\n");
        assertThat(stored("alice@example.org", "")).matches(DATE + MESSAGE_ID + FROM);
    }

    @Test
    void aReportIsFromItsAccount() throws Exception {
        assertThat(stored("", "Subject: read\r\n\r\n")).matches("Subject: read\r\n" + DATE + MESSAGE_ID + FROM + "\r\n");
    }

    @Test
    void anInternationalAddressIsOwned() throws Exception {
        server.account("δοκιμή@example.org");
        try (var other = new Dialogue(Dialogue.listen(server, SmtpPolicy.SUBMISSION)).greeted()) {
            byte[] response = "\0δοκιμή@example.org\0secret".getBytes(StandardCharsets.UTF_8);
            other.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(response), 235);
            other.client().send("MAIL FROM:<δοκιμή@example.org> SMTPUTF8\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(other.reply()).startsWith("250 ");
            other.say("RCPT TO:<alice@example.org>", 250);
            other.say("DATA", 354);
            other.client().send("From: Δοκιμή <δοκιμή@example.org>\r\n\r\n.\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(other.reply()).startsWith("250 ");
        }
    }
}
