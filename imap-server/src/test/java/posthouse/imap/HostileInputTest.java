package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** What is too much is answered or cut off, and the next client is served. */
class HostileInputTest {

    private TestServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.append(server.inbox("alice@example.org"), 3);
        address = server.listen(ImapProtocol::new, Security.NONE);
    }

    @AfterEach
    void stop() throws IOException {
        try (var next = client()) {
            next.sendLine("a NOOP");
            assertThat(next.line()).isEqualTo("a OK NOOP completed");
        } finally {
            server.close();
        }
    }

    private Client client() throws IOException {
        var client = new Client(address);
        assertThat(client.line()).startsWith("* OK");
        return client;
    }

    private Client loggedIn() throws IOException {
        var client = client();
        client.sendLine("a LOGIN alice@example.org secret");
        assertThat(client.line()).startsWith("a OK");
        client.sendLine("b SELECT INBOX");
        while (!client.line().startsWith("b OK")) {
            continue;
        }
        return client;
    }

    /** Sends until the server has had enough. */
    private static void flood(Client client, byte[] block, int count) {
        try {
            for (int i = 0; i < count; i++) {
                client.send(block);
            }
        } catch (IOException e) {
            return; // it closed: that is what is wanted
        }
    }

    private static byte[] block(char c) {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) c);
        return block;
    }

    @Test
    void aLineOfTenMegabytes() throws IOException {
        for (Client each : new Client[] {client(), loggedIn()}) {
            try (var client = each) {
                client.send("c LOGIN ".getBytes(StandardCharsets.US_ASCII));
                flood(client, block('x'), 160);
                client.rest(); // ends: it was closed
            }
        }
    }

    @Test
    void aMessageThatBreaksOffIsNotStored() throws Exception {
        try (var client = loggedIn()) {
            client.sendLine("c APPEND INBOX {1000000+}");
            flood(client, block('x'), 10);
            client.end();
            assertThat(client.rest()).isEmpty();
        }
        assertThat(server.inbox("alice@example.org").status().messages()).isEqualTo(3);
    }

    @Test
    void moreMessagesInOneAppendThanFitMemory() throws Exception {
        try (var client = loggedIn()) {
            client.sendLine("c APPEND INBOX" + " {6+}\r\nA: b\r\n".repeat(101));
            assertThat(client.line()).isEqualTo("c NO [LIMIT] at most 100 messages in one command");
            client.sendLine("d APPEND INBOX" + " {6+}\r\nA: b\r\n".repeat(100));
            assertThat(client.line()).isEqualTo("* 103 EXISTS");
        }
    }

    @Test
    void moreKeywordsThanFitMemory() throws Exception {
        try (var client = loggedIn()) {
            client.sendLine("c STORE 1:3 +FLAGS.SILENT (" + "k".repeat(5000) + ")");
            assertThat(client.line()).isEqualTo("c NO [LIMIT] the keywords of a message have at most 4096 octets together");
            client.sendLine("d APPEND INBOX (" + "k".repeat(5000) + ") {6+}\r\nA: b\r\n");
            assertThat(client.line()).startsWith("d NO [LIMIT]");
            client.sendLine("e STORE 1:3 +FLAGS.SILENT (" + "k".repeat(3000) + ")");
            while (!client.line().startsWith("e OK")) {
                continue;
            }
            client.sendLine("f STORE 1:3 +FLAGS.SILENT (" + "l".repeat(3000) + ")");
            assertThat(client.line()).startsWith("f NO [LIMIT]");
            client.sendLine("g STORE 1:3 -FLAGS.SILENT (" + "k".repeat(3000) + ")");
            assertThat(client.line()).startsWith("g OK");
        }
    }

    @Test
    void fourThousandParentheses() throws IOException {
        try (var client = loggedIn()) {
            for (String command : new String[] {"SEARCH ", "FETCH 1 ", "STORE 1 FLAGS ", "LIST ", "ID ", "STATUS INBOX ", "SEARCH OR " }) {
                client.sendLine("c " + command + "(".repeat(4000));
                assertThat(client.line()).startsWith("c BAD");
                client.sendLine("d NOOP");
                assertThat(client.line()).startsWith("d OK");
            }
        }
    }

    @Test
    void setsOfEverythingManyTimes() throws IOException {
        String set = "1:4294967295" + ",1:4294967295".repeat(4500);
        try (var client = loggedIn()) {
            client.sendLine("c UID FETCH " + set + " UID");
            for (int i = 1; i <= 3; i++) {
                assertThat(client.line()).isEqualTo("* " + i + " FETCH (UID " + i + ")");
            }
            assertThat(client.line()).startsWith("c OK");
            client.sendLine("c UID SEARCH UID " + set);
            assertThat(client.line()).isEqualTo("* SEARCH 1 2 3");
            assertThat(client.line()).startsWith("c OK");
        }
    }

    @Test
    void aPatternMadeToBacktrack() throws IOException {
        try (var client = loggedIn()) {
            client.sendLine("c CREATE " + "a".repeat(900));
            assertThat(client.line()).startsWith("c OK");
            client.sendLine("c LIST \"\" " + "*a".repeat(10_000) + "*b");
            assertThat(client.line()).startsWith("c OK");
        }
    }

    @Test
    void whateverOctetsAtRandom() throws IOException {
        var random = new Random(5);
        for (int round = 0; round < 20; round++) {
            try (var client = round % 2 == 0 ? client() : loggedIn()) {
                byte[] noise = new byte[20_000];
                random.nextBytes(noise);
                client.send(noise);
                client.end();
                client.rest();
            } catch (IOException e) {
                continue; // closed in the middle
            }
        }
    }
}
