package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Configuration;
import posthouse.server.demo.DemoServer;
import posthouse.testkit.Client;

/** What lies in a mailbox is submitted by its URL: RFC 4468, with URLs that IMAP made (RFC 4467). The RFC's examples, in its section 3.4. */
class BurlTest {

    private static final String SENDER = "sender@example.com";
    private static final String TEXT = "Subject: by URL\r\n\r\nIt lies in Drafts.\r\n";

    @TempDir
    private static Path data;
    private static DemoServer demo;
    private static String message;
    private static String text;

    @BeforeAll
    static void start() throws Exception {
        var settings = new ArrayList<>(Demo.settings());
        settings.addAll(Demo.anyPort());
        settings.add("smtp.max-message-size=70000");
        settings.add("hostname=owlry.example.com");
        var configuration = Configuration.read(AllKeys.ALL, Optional.empty(), settings);
        demo = DemoServer.start(Optional.of(data), configuration, 0, Locale.ENGLISH, new PrintStream(OutputStream.nullOutputStream()));
        append(TEXT);
        append("Subject: long\r\n\r\n" + "line of text\r\n".repeat(5000) + "\r\n");
        message = url("imap://sender@example.com/Drafts/;uid=1;urlauth=submit+sender");
        text = url("imap://sender@example.com/Drafts/;uid=1/;section=TEXT;urlauth=authuser");
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private Client smtp;
    private int before;

    @BeforeEach
    void login() throws Exception {
        before = received().size();
        smtp = client("submission");
        say("EHLO potter.example.com", "250-BURL imap");
        rest();
        say("BURL " + message + " LAST", "530 5.7.0 ");
        String plain = Base64.getEncoder().encodeToString(("\0" + SENDER + "\0password").getBytes(StandardCharsets.UTF_8));
        say("AUTH PLAIN " + plain, "235 2.7.0 ");
        say("EHLO potter.example.com", "250-BURL imap imap://owlry.example.com");
        rest();
        say("BURL " + message + " LAST", "503 5.5.1 ");
        say("MAIL FROM:<" + SENDER + ">", "250 ");
        say("BURL " + message + " LAST", "503 5.5.0 ");
        say("RCPT TO:<recipient@example.com>", "250 ");
    }

    @Test
    void oneUrlIsAMessage() throws Exception {
        say("burl " + message + " last", "250 2.0.0 ");
        assertThat(received()).hasSize(before + 1);
        assertThat(last()).contains("Subject: by URL\r\n").endsWith("\r\n\r\nIt lies in Drafts.\r\n");
        say("BURL " + message + " LAST", "503 5.5.1 "); // the transaction is over
    }

    /** RFC 4468 3.3: that is what {@code imap://owlry.example.com} in the answer to EHLO promises. */
    @Test
    void whoMayReadAMessageNeedsNoAuthorization() throws Exception {
        say("BURL imap://sender@owlry.example.com/Drafts/;uid=1 LAST", "250 2.0.0 ");
        assertThat(last()).endsWith("\r\n\r\nIt lies in Drafts.\r\n");
        again();
        say("BURL imap://owlry.example.com/Drafts/;uid=1 LAST", "250 2.0.0 ");
        again();
        say("BURL imap://sender@owlry.example.com/Drafts/;uid=99 LAST", "554 5.6.6 ");
        again();
        say("BURL imap://recipient@owlry.example.com/INBOX/;uid=1 LAST", "554 5.6.6 ");
        again();
        say("BURL imap://sender@imap.example.net/Drafts/;uid=1 LAST", "554 5.7.14 ");
        again();
        say("BURL /Drafts/;uid=1 LAST", "554 5.5.4 ");
    }

    @Test
    void urlsAndChunksMakeAMessage() throws Exception {
        String start = "To: recipient@example.com\r\nSubject: mixed\r\n\r\nbefore\r\n";
        smtp.sendLine("BDAT " + start.length() + "\r\n" + start + "BURL " + text + "\r\nBURL " + text + "\r\nBDAT 7 LAST\r\nafter"); // pipelined
        expect("250 ");
        expect("250 2.0.0 20 octets");
        expect("250 2.0.0 20 octets");
        expect("250 2.0.0 Stored");
        assertThat(last()).endsWith("\r\n\r\nbefore\r\nIt lies in Drafts.\r\nIt lies in Drafts.\r\nafter\r\n");
    }

    @Test
    void whatCannotBeHadEndsTheTransaction() throws Exception {
        say("BURL imap://harry@gryffindor.example.net/outbox;uidvalidity=1078863300/;uid=25;urlauth=submit+harry"
            + ":internal:91354a473744909de610943775f92038 LAST", "554 5.7.14 URL resolution requires trust relationship");
        say("BDAT 0 LAST", "503 5.5.1 ");
        again();
        say("BURL " + message.replace("submit+sender", "submit+recipient") + " LAST", "554 5.6.6 IMAP URL resolution failed");
        again();
        say("BURL " + message.replace("uid=1", "uid=2") + " LAST", "554 5.6.6 ");
        again();
        say("BURL " + url("imap://sender@example.com/Drafts/;uid=99;urlauth=anonymous") + " LAST", "554 5.6.6 ");
        again();
        say("BURL " + url("imap://sender@example.com/Drafts/;uid=1;urlauth=submit+recipient") + " LAST", "554 5.6.6 ");
        again();
        say("BURL http://example.com/ LAST", "554 5.5.4 ");
        again();
        say("BURL " + message + " FIRST", "501 5.5.4 ");
        say("BURL", "501 5.5.4 ");
        assertThat(received()).hasSize(before);
    }

    @Test
    void aMessageOfPiecesHasALimitToo() throws Exception {
        String large = url("imap://sender@example.com/Drafts/;uid=2/;section=TEXT;urlauth=user+sender");
        say("BURL " + large + " LAST", "552 5.3.4 ");
        again();
        say("BURL " + message, "250 ");
        say("BURL " + large + " LAST", "552 5.3.4 ");
        assertThat(received()).hasSize(before);
    }

    private void again() throws IOException {
        say("MAIL FROM:<" + SENDER + ">", "250 ");
        say("RCPT TO:<recipient@example.com>", "250 ");
    }

    // ---- IMAP

    private static void append(String octets) throws IOException {
        try (Client imap = imap(SENDER)) {
            imap.sendLine("a2 APPEND Drafts {" + octets.length() + "+}\r\n" + octets);
            assertThat(imap.line()).startsWith("a2 OK");
        }
    }

    private static String url(String rump) throws IOException {
        try (Client imap = imap(SENDER)) {
            imap.sendLine("a2 GENURLAUTH \"" + rump + "\" INTERNAL");
            String line = imap.line();
            assertThat(line).startsWith("* GENURLAUTH \"" + rump + ":internal:");
            return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
        }
    }

    private static List<String> received() throws IOException {
        var messages = new ArrayList<String>();
        try (Client imap = imap("recipient@example.com")) {
            imap.sendLine("a2 EXAMINE INBOX");
            until(imap, "a2 OK");
            imap.sendLine("a3 UID FETCH 1:* BODY.PEEK[]");
            var one = new StringBuilder();
            for (String line = imap.line(); !line.startsWith("a3 "); line = imap.line()) {
                if (line.startsWith("* ")) {
                    one.setLength(0);
                } else if (line.equals(")")) {
                    messages.add(one.toString());
                } else {
                    one.append(line).append("\r\n");
                }
            }
        }
        return messages;
    }

    private static String last() throws IOException {
        List<String> all = received();
        return all.get(all.size() - 1);
    }

    private static Client imap(String name) throws IOException {
        Client imap = client("imap");
        imap.sendLine("a1 LOGIN " + name + " password");
        until(imap, "a1 OK");
        return imap;
    }

    private static void until(Client client, String beginning) throws IOException {
        String line = client.line();
        while (!line.startsWith(beginning)) {
            line = client.line();
        }
    }

    // ---- SMTP

    private static Client client(String listener) throws IOException {
        var client = new Client(new InetSocketAddress("127.0.0.1", demo.port(listener)));
        client.line();
        return client;
    }

    /** Sends a line and reads up to the one that begins so, which must come. */
    private void say(String line, String beginning) throws IOException {
        smtp.sendLine(line);
        expect(beginning);
    }

    private void expect(String beginning) throws IOException {
        String line = smtp.line();
        while (line.length() > 3 && line.charAt(3) == '-' && !line.startsWith(beginning)) {
            line = smtp.line();
        }
        assertThat(line).startsWith(beginning);
    }

    private void rest() throws IOException {
        String line = smtp.line();
        while (line.charAt(3) == '-') {
            line = smtp.line();
        }
    }
}
