package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.imap.ImapProtocol;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** A message that is larger than what waits for a client anywhere on its way. */
class FetchLargeTest {

    private static final String ALICE = "alice@example.org";
    private static final String LINE = "x".repeat(70) + "\r\n";
    private static final int LINES = 400_000;

    private final TestServer server = new TestServer();
    private Mailbox inbox;
    private Client client;

    @BeforeEach
    void fill() throws Exception {
        inbox = server.inbox(ALICE);
        try (var incoming = server.store().incoming()) {
            byte[] header = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            incoming.write(header, 0, header.length);
            byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < LINES; i++) {
                incoming.write(line, 0, line.length);
            }
            inbox.append(List.of(new Mailbox.NewMessage(incoming, Flags.NONE, null)));
        }
        client = new Client(server.listen(ImapProtocol::new, Security.NONE));
        client.line();
        run("a LOGIN " + ALICE + " " + TestServer.PASSWORD);
        run("a SELECT INBOX");
    }

    private void run(String command) throws Exception {
        client.sendLine(command);
        for (String line = client.line(); !line.startsWith("a OK"); line = client.line()) {
            assertThat(line).startsWith("*");
        }
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void isSentToItsEndThoughItIsExpungedMeanwhile() throws Exception {
        client.sendLine("b FETCH 1 BODY.PEEK[TEXT]");
        assertThat(client.line()).isEqualTo("* 1 FETCH (BODY[TEXT] {" + (long) LINE.length() * LINES + "}");
        assertThat(inbox.expunge(UidSet.ALL, false)).isEqualTo(UidSet.of(1));
        readLines();
        assertThat(client.line()).isEqualTo(")");
        assertThat(client.line()).isEqualTo("b OK FETCH completed");
        client.sendLine("c NOOP");
        assertThat(client.line()).isEqualTo("* 1 EXPUNGE");
        assertThat(client.line()).isEqualTo("c OK NOOP completed");
    }

    private void readLines() throws Exception {
        var sum = new CRC32();
        var expected = new CRC32();
        for (int i = 0; i < LINES; i++) {
            sum.update((client.line() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            expected.update(LINE.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(sum.getValue()).isEqualTo(expected.getValue());
    }

    @Test
    void isNoConcernOfWhoeverTakesAPiece() throws Exception {
        long end = (long) LINE.length() * LINES;
        client.sendLine("b FETCH 1 (BODY.PEEK[TEXT]<" + (end - 3) + ".100> BODY.PEEK[1]<" + end + ".1> RFC822.SIZE)");
        assertThat(client.line()).isEqualTo("* 1 FETCH (BODY[TEXT]<" + (end - 3) + "> {3}");
        assertThat(client.line()).isEqualTo("x");
        assertThat(client.line()).isEqualTo(" BODY[1]<" + end + "> \"\" RFC822.SIZE " + (end + 18) + ")");
        assertThat(client.line()).isEqualTo("b OK FETCH completed");
    }

    @Test
    void mayBeGivenUpInTheMiddle() throws Exception {
        client.sendLine("b FETCH 1 BODY.PEEK[TEXT]");
        client.line();
        client.close();
        try (var next = new FetchClient(server.listen(ImapProtocol::new, Security.NONE), ALICE)) {
            assertThat(next.octets(1, "BODY.PEEK[TEXT]<0.72>")).isEqualTo(LINE);
        }
    }
}
