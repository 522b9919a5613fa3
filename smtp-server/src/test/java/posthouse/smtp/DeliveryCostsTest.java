package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import posthouse.testkit.TestServer;
import posthouse.testkit.ThreadWaits;

/** What a delivery costs, counted and not timed. A bound that breaks is a regression. */
class DeliveryCostsTest {

    private static final int DELIVERIES = 300;

    /** None but the writer: the thread that reads the socket takes in what is short, and answers when the store has it. */
    @Test
    void workersForAShortMessage() throws Exception {
        assumeThat(ThreadWaits.areCounted()).isTrue();
        try (var server = new TestServer()) {
            server.account("alice@example.org");
            try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
                deliver(client);
                long before = ThreadWaits.of("worker");
                assertThat(before).as("the greeting's worker sleeps").isPositive();
                deliver(client);
                assertThat(ThreadWaits.of("worker") - before).isLessThan(DELIVERIES / 10);
            }
        }
    }

    private static void deliver(Dialogue client) throws Exception {
        byte[] message = ("Subject: costs\r\n\r\n" + "0123456789\r\n".repeat(340)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < DELIVERIES; i++) {
            assertThat(client.send(message, "alice@example.org")).startsWith("250 ");
        }
    }
}
