package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import posthouse.testkit.TestServer;

/** The store goes away while a message is on its way: the client is told to come again, once for each answer it waits for. */
class StoreDownTest {

    private static final byte[] MESSAGE = Dialogue.stuffed("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    @Test
    void smtp() throws Exception {
        var server = new TestServer();
        server.account("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            client.begin("sender@example.com", "alice@example.org");
            server.store().close();
            client.client().send(MESSAGE);
            assertThat(client.reply()).startsWith("451 4.3.0 ");
            client.say("NOOP", 250);
        } finally {
            server.close();
        }
    }

    @Test
    void lmtp() throws Exception {
        var server = new TestServer();
        server.account("alice@example.org");
        server.account("bob@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.LMTP))) {
            client.say("LHLO client.example.com");
            client.begin("sender@example.com", "alice@example.org", "bob@example.org");
            server.store().close();
            client.client().send(MESSAGE);
            assertThat(client.reply()).startsWith("451 4.3.0 ");
            assertThat(client.reply()).startsWith("451 4.3.0 ");
            client.say("NOOP", 250);
        } finally {
            server.close();
        }
    }
}
