package posthouse.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** The UPDATE state (RFC 1939 6), where a transcript can't reach. */
class UpdateTest {

    private static final String ALICE = "alice@example.org";

    @Test
    void whatCouldNotBeDeletedIsNotSaidToBe() throws Exception {
        try (var server = new TestServer()) {
            server.append(server.inbox(ALICE), 2);
            try (var client = new Client(server.listen(Pop3Protocol::new, Security.NONE))) {
                client.line();
                for (String line : new String[] {"USER " + ALICE, "PASS " + TestServer.PASSWORD, "DELE 1"}) {
                    client.sendLine(line);
                    assertThat(client.line()).startsWith("+OK");
                }
                server.store().close();
                client.sendLine("QUIT");
                assertThat(client.line()).startsWith("-ERR [SYS/TEMP] deleted messages not removed: ");
                assertThat(client.line()).isNull();
            }
        }
    }

    @Test
    void manyMessagesGoAtOnce() throws Exception {
        try (var server = new TestServer()) {
            server.append(server.inbox(ALICE), 300);
            InetSocketAddress address = server.listen(Pop3Protocol::new, Security.NONE);
            long before = server.inbox(ALICE).status().highestModSeq();
            try (var client = Pop3Client.loggedIn(address, ALICE)) {
                for (int number = 1; number <= 300; number += 2) {
                    client.command("DELE " + number);
                }
                client.command("QUIT");
            }
            var status = server.inbox(ALICE).status();
            assertThat(status.messages()).isEqualTo(150);
            assertThat(status.highestModSeq()).as("one change").isEqualTo(before + 1);
        }
    }
}
