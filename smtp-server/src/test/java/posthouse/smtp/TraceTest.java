package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** The lines that reception adds: RFC 5321 4.4, RFC 3848, RFC 6531 4.3. */
class TraceTest {

    private static final byte[] MESSAGE = "Return-Path: <forged@example.com>\r\nSubject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DATE =
        "\\t(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\r\n";
    private static final String RETURN_PATH = "Return-Path: <sender@example.com>\r\n";
    private static final String REST = "Subject: x\r\n\r\n";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String received(String from, String with, String clauses) {
        return "Received: from \\Q" + from + "\\E \\(\\[127\\.0\\.0\\.1]\\)\r\n"
            + "\tby mail\\.example\\.org with " + with + " id [0-9A-Z]+" + clauses + ";\r\n" + DATE;
    }

    @Test
    void oneRecipient() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            client.send(MESSAGE, "Alice+tag@EXAMPLE.org");
        }
        assertThat(Dialogue.newestText(inbox)).matches("Return-Path: <sender@example.com>\r\nDelivered-To: Alice\\+tag@example.org\r\n"
            + received("client.example.com", "ESMTP", "\r\n\tfor <Alice\\+tag@example.org>") + REST);
    }

    /** RFC 5321 7.6: who else got it is nobody's business. */
    @Test
    void severalRecipients() throws Exception {
        var alice = server.inbox("alice@example.org");
        var bob = server.inbox("bob@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            client.send(MESSAGE, "alice@example.org", "bob@example.org");
        }
        String received = received("client.example.com", "ESMTP", "") + REST;
        assertThat(Dialogue.newestText(alice)).matches(RETURN_PATH + "Delivered-To: alice@example.org\r\n" + received);
        assertThat(Dialogue.newestText(bob)).matches(RETURN_PATH + "Delivered-To: bob@example.org\r\n" + received);
    }

    @Test
    void heloAndAnOddName() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN))) {
            client.say("HELO (evil)\\;<x>", 250);
            client.say("MAIL FROM:<>", 250);
            client.say("RCPT TO:<alice@example.org>", 250);
            client.say("DATA", 354);
            client.client().send(Dialogue.stuffed(MESSAGE));
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(Dialogue.newestText(inbox)).matches("Return-Path: <>\r\nDelivered-To: alice@example.org\r\n"
            + received("?evil????x?", "SMTP", "\r\n\tfor <alice@example.org>") + REST);
    }

    @Test
    void loggedIn() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.SUBMISSION)).greeted()) {
            byte[] response = "\0alice@example.org\0secret".getBytes(StandardCharsets.US_ASCII);
            client.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(response), 235);
            client.begin("alice@example.org", "alice@example.org");
            client.client().send(Dialogue.stuffed(MESSAGE));
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(Dialogue.newestText(inbox)).containsPattern("with ESMTPA id ");
    }

    @Test
    void overTls() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(server.listen(Dialogue.with(SmtpPolicy.RELAY_IN), Security.STARTTLS))) {
            client.say("STARTTLS", 220);
            client.client().startTls();
            client.greeted().send(MESSAGE, "alice@example.org");
        }
        assertThat(Dialogue.newestText(inbox))
            .containsPattern("with ESMTPS id [0-9A-Z]+\r\n\tfor <alice@example.org>\r\n\ttls TLS_[A-Z0-9_]+;\r\n");
    }

    @Test
    void smtpUtf8() throws Exception {
        var inbox = server.inbox("用户@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            client.say(octets("MAIL FROM:<δοκιμή@example.com> SMTPUTF8"), 250);
            client.say(octets("RCPT TO:<用户@example.org>"), 250);
            client.say("DATA", 354);
            client.client().send(Dialogue.stuffed(MESSAGE));
            assertThat(client.reply()).startsWith("250 ");
        }
        assertThat(Dialogue.newestText(inbox)).matches("Return-Path: <δοκιμή@example.com>\r\nDelivered-To: 用户@example.org\r\n"
            + received("client.example.com", "UTF8SMTP", "\r\n\tfor <用户@example.org>") + REST);
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void lmtp() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.LMTP))) {
            assertThat(client.say("LHLO [127.0.0.1]")).startsWith("250-");
            client.send(MESSAGE, "alice@example.org");
        }
        assertThat(Dialogue.newestText(inbox)).containsPattern(received("[127.0.0.1]", "LMTP", "\r\n\tfor <alice@example.org>"));
    }

    /** The id that the client is told is the one in the message. */
    @Test
    void theIdIsTold() throws Exception {
        var inbox = server.inbox("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            String id = client.send(MESSAGE, "alice@example.org").replaceAll("250 2.0.0 Stored as (.*)\r\n", "$1");
            assertThat(Dialogue.newestText(inbox)).contains(" id " + id + "\r\n");
            assertThat(client.send(MESSAGE, "alice@example.org")).doesNotContain(id);
        }
    }
}
