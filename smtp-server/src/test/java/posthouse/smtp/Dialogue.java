package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.testkit.Client;
import posthouse.testkit.MakeProtocol;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** A client that sends mail, for tests in Java; and the other end, where the mail is looked at. */
final class Dialogue implements AutoCloseable {

    private static final Pattern TRACE = Pattern.compile("Return-Path: <.*>\r\nDelivered-To: .*\r\nReceived: .*\r\n(\t.*\r\n)*");

    private final Client client;

    Dialogue(InetSocketAddress server) throws IOException {
        client = new Client(server);
        assertThat(reply()).startsWith("220 ");
    }

    static InetSocketAddress listen(TestServer server, SmtpPolicy policy) throws IOException {
        return server.listen(with(policy), Security.NONE);
    }

    static MakeProtocol with(SmtpPolicy policy) {
        return (store, authenticator, settings) -> new SmtpProtocol(policy, store, authenticator, settings);
    }

    Client client() {
        return client;
    }

    /** All lines of the next reply, with their CRLFs. */
    String reply() throws IOException {
        var reply = new StringBuilder();
        String line;
        do {
            line = client.line();
            assertThat(line).isNotNull();
            reply.append(line).append("\r\n");
        } while (line.charAt(3) == '-');
        return reply.toString();
    }

    String say(String line) throws IOException {
        client.sendLine(line);
        return reply();
    }

    void say(String line, int code) throws IOException {
        assertThat(say(line)).as(line).startsWith(code + " ");
    }

    /** EHLO is said. */
    Dialogue greeted() throws IOException {
        assertThat(say("EHLO client.example.com")).startsWith("250-");
        return this;
    }

    /** Everything up to the go-ahead of DATA. */
    void begin(String sender, String... recipients) throws IOException {
        say("MAIL FROM:<" + sender + ">", 250);
        for (String recipient : recipients) {
            say("RCPT TO:<" + recipient + ">", 250);
        }
        say("DATA", 354);
    }

    /** A whole transaction; the message is stuffed here. */
    String send(byte[] message, String... recipients) throws IOException {
        begin("sender@example.com", recipients);
        client.send(stuffed(message));
        return reply();
    }

    /** A message as it goes over the wire: RFC 5321 4.5.2. */
    static byte[] stuffed(byte[] message) {
        var wire = new ByteArrayOutputStream(message.length + 100);
        boolean lineStart = true;
        for (byte octet : message) {
            if (lineStart && octet == '.') {
                wire.write('.');
            }
            wire.write(octet);
            lineStart = octet == '\n';
        }
        wire.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        return wire.toByteArray();
    }

    /** The octets of the newest message. */
    static byte[] newest(Mailbox mailbox) throws StoreException {
        Message message = mailbox.read(mailbox.status().uidNext() - 1, Detail.SUMMARY);
        try (var body = mailbox.body(message)) {
            byte[] octets = new byte[(int) body.size()];
            assertThat(body.read(0, octets, 0, octets.length)).isEqualTo(octets.length);
            return octets;
        }
    }

    static String newestText(Mailbox mailbox) throws StoreException {
        return new String(newest(mailbox), StandardCharsets.UTF_8);
    }

    /** Without Return-Path, Delivered-To and our Received. */
    static byte[] withoutTrace(byte[] stored) {
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        var trace = TRACE.matcher(text);
        assertThat(trace.lookingAt()).as(text.substring(0, Math.min(text.length(), 500))).isTrue();
        return text.substring(trace.end()).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
