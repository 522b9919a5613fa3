package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.Grant;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** Which mailboxes a message comes to: sub-addresses, aliases, the catch-all. */
class WhereMailGoesTest {

    private static final byte[] MESSAGE = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private TestServer server;
    private Dialogue client;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
        server.account("bob@example.org");
        client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private Map<String, Long> messages(String address, String... mailboxes) {
        return Stream.of(mailboxes).collect(Collectors.toMap(name -> name, name -> {
            try {
                return server.mailbox(address, name).status().messages();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }));
    }

    private void alias(String localPart, String... targets) throws Exception {
        server.store().directory().setAlias(new Alias(localPart, Domain.parse("example.org"),
            Stream.of(targets).map(WhereMailGoesTest::address).toList()));
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (posthouse.common.address.BadAddress e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDetailNamesAMailbox() throws Exception {
        server.mailbox("alice@example.org", "Lists");
        server.mailbox("alice@example.org", "Lists/Go");
        client.send(MESSAGE, "alice+Lists@example.org");
        client.send(MESSAGE, "alice+lists@example.org");
        client.send(MESSAGE, "alice+Lists/Go@example.org");
        client.send(MESSAGE, "alice+nothing@example.org");
        client.send(MESSAGE, "alice+@example.org");
        client.send(MESSAGE, "alice+*@example.org");
        assertThat(messages("alice@example.org", "INBOX", "Lists", "Lists/Go")).isEqualTo(Map.of("INBOX", 3L, "Lists", 2L, "Lists/Go", 1L));
    }

    @Test
    void aMailboxThatOnlySomeMayPostTo() throws Exception {
        var lists = server.mailbox("alice@example.org", "Lists");
        var mailboxes = server.store().mailboxes(lists.accountId());
        long bob = server.store().directory().account(address("bob@example.org")).orElseThrow().id();
        mailboxes.grant(lists.id(), new Grant(bob, false, "lr")); // of reading, not of posting
        client.send(MESSAGE, "alice+Lists@example.org");
        mailboxes.grant(lists.id(), new Grant(bob, false, "lrp"));
        client.send(MESSAGE, "alice+Lists@example.org");
        assertThat(messages("alice@example.org", "INBOX", "Lists")).isEqualTo(Map.of("INBOX", 1L, "Lists", 1L));
        mailboxes.grant(lists.id(), new Grant(Grant.ANYONE, false, "p"));
        client.send(MESSAGE, "alice+Lists@example.org");
        mailboxes.grant(lists.id(), new Grant(Grant.ANYONE, true, "p"));
        client.send(MESSAGE, "alice+Lists@example.org");
        assertThat(messages("alice@example.org", "INBOX", "Lists")).isEqualTo(Map.of("INBOX", 2L, "Lists", 2L));
    }

    @Test
    void oneCopyForEachMailbox() throws Exception {
        server.mailbox("alice@example.org", "Lists");
        alias("team", "alice@example.org", "bob@example.org");
        client.send(MESSAGE, "alice@example.org", "team@example.org", "alice+Lists@example.org", "ALICE@example.org");
        assertThat(messages("alice@example.org", "INBOX", "Lists")).isEqualTo(Map.of("INBOX", 1L, "Lists", 1L));
        assertThat(messages("bob@example.org", "INBOX")).isEqualTo(Map.of("INBOX", 1L));
    }

    @Test
    void anAliasThatLeadsElsewhereTooIsRefused() throws Exception {
        alias("mixed", "alice@example.org", "far@elsewhere.example");
        client.say("MAIL FROM:<sender@example.net>", 250);
        client.say("RCPT TO:<mixed@example.org>", 550);
        assertThat(messages("alice@example.org", "INBOX")).isEqualTo(Map.of("INBOX", 0L));
    }

    @Test
    void theCatchAllGetsTheRest() throws Exception {
        alias(null, "bob@example.org");
        client.send(MESSAGE, "whoever@example.org");
        client.send(MESSAGE, "alice@example.org");
        assertThat(List.of(messages("alice@example.org", "INBOX"), messages("bob@example.org", "INBOX")))
            .isEqualTo(List.of(Map.of("INBOX", 1L), Map.of("INBOX", 1L)));
    }

    @Test
    void aFullMailboxStopsAllOrOne() throws Exception {
        server.store().directory().setQuota(address("bob@example.org"), 1000, 0);
        byte[] large = ("Subject: x\r\n\r\n" + "y".repeat(2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(client.send(large, "alice@example.org", "bob@example.org")).startsWith("452 4.2.2 ");
        assertThat(messages("alice@example.org", "INBOX")).isEqualTo(Map.of("INBOX", 0L));
        try (var lmtp = new Dialogue(Dialogue.listen(server, SmtpPolicy.LMTP))) {
            lmtp.say("LHLO localhost");
            assertThat(lmtp.send(large, "alice@example.org", "bob@example.org")).startsWith("250 2.0.0 ");
            assertThat(lmtp.reply()).startsWith("452 4.2.2 ");
        }
        assertThat(messages("alice@example.org", "INBOX")).isEqualTo(Map.of("INBOX", 1L));
    }

    private Dialogue withQueue() throws Exception {
        return new Dialogue(server.listen((store, authenticator, settings) -> new SmtpProtocol(SmtpPolicy.RELAY_IN, store, authenticator, settings,
            SmtpProtocol.usualFilters(settings), true, Optional.empty()), Security.NONE)).greeted();
    }

    private List<String> queued() throws Exception {
        return server.store().queue().list(0, 10).stream()
            .flatMap(message -> message.recipients().stream()).map(recipient -> recipient.to().address().toString()).toList();
    }

    @Test
    void oneOfSeveralThatIsFullWaitsInTheQueue() throws Exception {
        server.store().directory().setQuota(address("bob@example.org"), 1000, 0);
        alias("team", "bob@example.org", "alice@example.org");
        byte[] large = ("Subject: x\r\n\r\n" + "y".repeat(2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var queueing = withQueue()) {
            assertThat(queueing.send(large, "bob@example.org")).as("nobody else has it").startsWith("452 4.2.2 ");
            assertThat(queued()).isEmpty();
            assertThat(queueing.send(large, "alice@example.org", "bob+x@example.org")).startsWith("250 ");
            assertThat(queued()).containsExactly("bob+x@example.org");
            assertThat(queueing.send(large, "team@example.org")).startsWith("250 ");
            assertThat(queued()).containsExactly("bob+x@example.org", "bob@example.org");
        }
        assertThat(inboxes()).containsExactly(2L, 0L);
    }

    @Test
    void whatIsToBeReportedGoesThroughTheQueue() throws Exception {
        try (var queueing = withQueue()) {
            queueing.say("MAIL FROM:<sender@example.net>", 250);
            queueing.say("RCPT TO:<alice@example.org> NOTIFY=SUCCESS", 250);
            queueing.say("RCPT TO:<bob@example.org> NOTIFY=FAILURE", 250);
            queueing.say("DATA", 354);
            queueing.say("Subject: x\r\n\r\n.", 250);
        }
        assertThat(queued()).containsExactly("alice@example.org");
        assertThat(inboxes()).containsExactly(0L, 1L);
    }

    private void forward(String account, String... targets) throws Exception {
        server.store().directory().setForward(address(account), Stream.of(targets).map(WhereMailGoesTest::address).toList());
    }

    private List<Long> inboxes() {
        return List.of(messages("alice@example.org", "INBOX").get("INBOX"), messages("bob@example.org", "INBOX").get("INBOX"));
    }

    @Test
    void whatIsForwardedComesToTheOther() throws Exception {
        forward("alice@example.org", "bob@example.org");
        assertThat(client.send(MESSAGE, "alice+x@example.org")).startsWith("250 ");
        assertThat(inboxes()).containsExactly(0L, 1L);
        forward("alice@example.org", "bob@example.org", "Alice@example.org");
        assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        assertThat(inboxes()).containsExactly(1L, 2L);
        forward("alice@example.org");
        assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        assertThat(inboxes()).containsExactly(2L, 2L);
    }

    @Test
    void whatForwardsWouldSendInCirclesStays() throws Exception {
        forward("alice@example.org", "bob@example.org");
        forward("bob@example.org", "alice@example.org");
        assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        assertThat(inboxes()).containsExactly(0L, 1L);
        forward("bob@example.org", "gone@example.org");
        assertThat(client.send(MESSAGE, "bob@example.org")).startsWith("250 ");
        assertThat(inboxes()).containsExactly(0L, 2L);
    }

    @Test
    void aForwardIsNoAlias() throws Exception {
        forward("alice@example.org", "bob@example.org");
        var directory = server.store().directory();
        assertThat(directory.aliases()).isEmpty();
        assertThat(directory.forward(address("ALICE@example.org"))).containsExactly(address("bob@example.org"));
        long bob = directory.account(address("bob@example.org")).orElseThrow().id();
        long alice = directory.account(address("alice@example.org")).orElseThrow().id();
        assertThat(directory.owns(bob, address("alice@example.org"))).isFalse();
        assertThat(directory.owns(alice, address("alice+x@example.org"))).isTrue();
        directory.removeAccount(address("alice@example.org"));
        assertThat(directory.aliases()).isEmpty();
        client.say("MAIL FROM:<>", 250);
        client.say("RCPT TO:<alice@example.org>", 550);
    }
}
