package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.UidSet;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** Messages made to have envelopes and structures of a megabyte: a mailbox full of them once filled the memory of the server. */
class LargeStructuresTest {

    private static final int MESSAGES = 40;

    private static byte[] toThousands() {
        var text = new StringBuilder("Subject: a crowd\r\nTo: a@example.org");
        for (int i = 0; i < 15_000; i++) {
            text.append(",\r\n a").append(i).append("@example.org");
        }
        return text.append("\r\n\r\nhello\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void areReadOneByOne() throws Exception {
        try (var server = new TestServer()) {
            var inbox = server.inbox("alice@example.org");
            server.append(inbox, 1);
            for (int i = 0; i < 3; i++) {
                server.append(inbox, toThousands());
            }
            server.append(inbox, 2);
            var read = new ArrayList<Message>();
            UidSet left = inbox.readSome(UidSet.ALL, Detail.STRUCTURE, read::add);
            assertThat(read).extracting(Message::uid).containsExactly(1L, 2L);
            left = inbox.readSome(left, Detail.STRUCTURE, read::add);
            assertThat(read).extracting(Message::uid).containsExactly(1L, 2L, 3L);
            left = inbox.readSome(left, Detail.STRUCTURE, read::add);
            inbox.readSome(left, Detail.STRUCTURE, read::add);
            assertThat(read).extracting(Message::uid).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void areAllTold() throws Exception {
        try (var server = new TestServer()) {
            var inbox = server.inbox("alice@example.org");
            byte[] message = toThousands();
            for (int i = 0; i < MESSAGES; i++) {
                server.append(inbox, message);
            }
            try (var client = new Client(server.listen(ImapProtocol::new, Security.NONE))) {
                client.line();
                client.sendLine("a LOGIN alice@example.org secret");
                assertThat(client.line()).startsWith("a OK");
                client.sendLine("b SELECT INBOX");
                while (!client.line().startsWith("b OK")) {
                    continue;
                }
                client.sendLine("c FETCH 1:* (UID ENVELOPE)");
                for (int i = 1; i <= MESSAGES; i++) {
                    assertThat(client.line()).startsWith("* " + i + " FETCH (UID " + i + " ENVELOPE (NIL \"a crowd\" NIL NIL NIL ((NIL NIL \"a\" \"example.org\")(NIL")
                        .endsWith("(NIL NIL \"a14999\" \"example.org\")) NIL NIL NIL NIL))");
                }
                assertThat(client.line()).isEqualTo("c OK FETCH completed");
            }
        }
    }
}
