package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.imap.ImapProtocol;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** A message that was delivered has its copy's own trace lines in front of the octets that all copies share: they are part of it. */
class FetchDeliveredTest {

    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";
    private static final String PREFIX = "Return-Path: <bob@example.com>\r\nDelivered-To: alice@example.org\r\n";
    private static final String SHARED = """
        Subject: hello
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        one
        --b
        Content-Type: message/rfc822

        Subject: inside

        two
        --b--
        """.replace("\n", "\r\n");

    private final TestServer server = new TestServer();
    private InetSocketAddress address;
    private FetchClient client;

    @BeforeEach
    void deliver() throws Exception {
        deliver(SHARED, copy(ALICE, PREFIX));
        address = server.listen(ImapProtocol::new, Security.NONE);
        client = new FetchClient(address, ALICE);
    }

    private LocalCopy copy(String recipient, String prefix) throws Exception {
        return new LocalCopy(server.account(recipient).id(), "INBOX", prefix.getBytes(StandardCharsets.ISO_8859_1), Flags.NONE);
    }

    private void deliver(String shared, LocalCopy... copies) throws Exception {
        try (var incoming = server.store().incoming()) {
            byte[] octets = shared.getBytes(StandardCharsets.ISO_8859_1);
            incoming.write(octets, 0, octets.length);
            assertThat(server.store().deliver(incoming, List.of(copies), false)).allMatch(each -> each.stored());
        }
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void isWhole() throws Exception {
        assertThat(client.octets(1, "BODY.PEEK[]")).isEqualTo(PREFIX + SHARED);
        assertThat(client.fetch(1, "RFC822.SIZE")).isEqualTo("" + (PREFIX + SHARED).length());
        assertThat(client.octets(1, "BODY.PEEK[]<20.60>")).isEqualTo((PREFIX + SHARED).substring(20, 80));
    }

    @Test
    void hasItsTraceLinesInItsHeader() throws Exception {
        int header = SHARED.indexOf("--b");
        assertThat(client.octets(1, "BODY.PEEK[HEADER]")).isEqualTo(PREFIX + SHARED.substring(0, header));
        assertThat(client.octets(1, "BODY.PEEK[TEXT]")).isEqualTo(SHARED.substring(header));
        assertThat(client.octets(1, "BODY.PEEK[HEADER.FIELDS (Return-Path Subject)]")).isEqualTo("Return-Path: <bob@example.com>\r\nSubject: hello\r\n\r\n");
    }

    /** What was picked for one client is kept for the next; the octets that two copies share are not all of their headers. */
    @Test
    void hasItsOwnTraceLinesWhereFieldsWereAskedForBefore() throws Exception {
        deliver(SHARED, copy(ALICE, PREFIX), copy(BOB, "Delivered-To: bob@example.org\r\n"));
        client.run("NOOP");
        try (var bob = new FetchClient(address, BOB)) {
            for (int times = 0; times < 3; times++) {
                assertThat(client.octets(2, "BODY.PEEK[HEADER.FIELDS (Subject Delivered-To)]"))
                    .isEqualTo("Delivered-To: alice@example.org\r\nSubject: hello\r\n\r\n");
                assertThat(bob.octets(1, "BODY.PEEK[HEADER.FIELDS (Subject Delivered-To)]"))
                    .isEqualTo("Delivered-To: bob@example.org\r\nSubject: hello\r\n\r\n");
                assertThat(client.octets(2, "BODY.PEEK[HEADER.FIELDS.NOT (Content-Type Delivered-To Subject)]")).isEqualTo("Return-Path: <bob@example.com>\r\n\r\n");
                assertThat(client.octets(2, "BODY.PEEK[HEADER.FIELDS (X-None)]")).isEqualTo("\r\n");
                assertThat(client.octets(2, "BODY.PEEK[HEADER.FIELDS (Subject)]<2.5>")).isEqualTo("bject");
            }
        }
    }

    @Test
    void hasItsPartsWhereTheyAre() throws Exception {
        assertThat(client.octets(1, "BODY.PEEK[1]")).isEqualTo("one");
        assertThat(client.octets(1, "BODY.PEEK[2.MIME]")).isEqualTo("Content-Type: message/rfc822\r\n\r\n");
        assertThat(client.octets(1, "BODY.PEEK[2.HEADER.FIELDS (subject)]")).isEqualTo("Subject: inside\r\n\r\n");
        assertThat(client.octets(1, "BODY.PEEK[2.TEXT]")).isEqualTo("two");
        assertThat(client.run("SEARCH HEADER Delivered-To alice")).isEqualTo("* SEARCH 1\r\n");
        assertThat(client.run("SEARCH BODY one")).isEqualTo("* SEARCH 1\r\n");
        assertThat(client.run("SEARCH BODY alice")).isEqualTo("* SEARCH\r\n");
        assertThat(client.run("SEARCH TEXT alice BODY two")).isEqualTo("* SEARCH 1\r\n");
    }

    @Test
    void mayHaveNothingElse() throws Exception {
        deliver("no header\r\n\r\nat all", copy(ALICE, PREFIX));
        deliver("", copy(ALICE, PREFIX));
        client.run("NOOP");
        assertThat(client.octets(2, "BODY.PEEK[]")).isEqualTo(PREFIX + "no header\r\n\r\nat all");
        assertThat(client.octets(2, "BODY.PEEK[HEADER]") + client.octets(2, "BODY.PEEK[TEXT]")).isEqualTo(PREFIX + "no header\r\n\r\nat all");
        assertThat(client.octets(3, "BODY.PEEK[]")).isEqualTo(PREFIX);
        assertThat(client.octets(3, "BODY.PEEK[HEADER]")).isEqualTo(PREFIX);
        assertThat(client.octets(3, "BODY.PEEK[TEXT]")).isEmpty();
    }
}
