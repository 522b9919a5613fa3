package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

class ManyMailboxesTest {

    @Test
    void anAnswerThatIsManyPiecesLong() throws Exception {
        try (var server = new TestServer()) {
            var mailboxes = server.store().mailboxes(server.account("alice@example.org").id());
            for (int i = 1; i <= 400; i++) {
                mailboxes.create("Level".repeat(50) + i, Set.of());
            }
            try (var client = new Client(server.listen(ImapProtocol::new, Security.NONE))) {
                client.line();
                client.sendLine("a LOGIN alice@example.org secret");
                assertThat(client.line()).startsWith("a OK");
                client.sendLine("b LIST \"\" L* RETURN (STATUS (MESSAGES))");
                for (int i = 1; i <= 400; i++) {
                    assertThat(client.line()).startsWith("* LIST () \"/\" Level");
                    assertThat(client.line()).startsWith("* STATUS Level").endsWith("(MESSAGES 0)");
                }
                assertThat(client.line()).isEqualTo("b OK LIST completed");
            }
        }
    }
}
