package posthouse.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.Return;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;

/** What senders are told, and when they are told nothing: RFC 3461, 3464. */
class ReportTest {

    private static final String OCTETS = "Subject: hello\r\n\r\nthe text\r\n";

    private static Terms terms(String envId, Return ret) {
        return new Terms("J1", 1, envId, ret, false, false, 0, null, Optional.empty());
    }

    @Test
    void whatWasAskedForIsPassedOn() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.offers("PIPELINING", "DSN", "MT-PRIORITY", "DELIVERBY");
            var terms = new Terms("J1", 1, "a+b", Return.HDRS, false, false, 3, null,
                Optional.of(new DeliverBy(world.clock.instant().plusSeconds(1000), false, false)));
            world.send(terms, OCTETS, new To(RelayWorld.address("bob@one.test"), "rfc822;Bob=x@two.test", Set.of(Notify.SUCCESS, Notify.FAILURE)));
            var received = world.awaitReceived();
            assertThat(received.mail()).matches("MAIL FROM:<alice@example.org> RET=HDRS ENVID=a\\+2Bb BY=\\d{3,4};N MT-PRIORITY=3");
            assertThat(received.rcpts()).containsExactly("RCPT TO:<bob@one.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob+3Dx@two.test");
            world.awaitEmptyQueue();
            assertThat(world.inbox()).as("the next server reports").isEmpty();
        }
    }

    @Test
    void whereTheNextServerKnowsNoDsnWeSayThatItWasRelayed() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.send(terms("QQ314159", Return.FULL), OCTETS,
                new To(RelayWorld.address("bob@one.test"), "rfc822;bob@two.test", Set.of(Notify.SUCCESS)));
            assertThat(world.awaitReport()).contains("Original-Envelope-Id: QQ314159\r\n", "Original-Recipient: rfc822; bob@two.test\r\n",
                "Action: relayed\r\nStatus: 2.0.0\r\n", "text/rfc822-headers").doesNotContain("the text");
        }
    }

    @Test
    void headersOnlyWhereTheSenderSaysSo() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("RCPT", "550 5.1.1 no");
            world.send(terms(null, Return.HDRS), OCTETS, RelayWorld.to("bob@one.test"));
            assertThat(world.awaitReport()).contains("text/rfc822-headers", "Subject: hello\r\n").doesNotContain("the text", "message/rfc822");
        }
    }

    @Test
    void neverAndTheNullSenderAreToldNothing() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("RCPT", "550 5.1.1 no");
            world.send(RelayWorld.terms(), OCTETS, RelayWorld.to("bob@one.test", Notify.NEVER));
            world.send("<>", RelayWorld.terms(), OCTETS, RelayWorld.to("bob@one.test"));
            world.send(RelayWorld.terms(), OCTETS, RelayWorld.to("bob@one.test", Notify.DELAY));
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    @Test
    void aSenderElsewhereIsToldThroughTheQueue() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("RCPT", "550 5.1.1 no");
            world.send("<carol@two.test>", RelayWorld.terms(), OCTETS, RelayWorld.to("bob@one.test"));
            world.domain("two.test");
            var report = world.awaitReceived();
            assertThat(report.mail()).startsWith("MAIL FROM:<> ");
            assertThat(report.rcpts()).containsExactly("RCPT TO:<carol@two.test>");
            assertThat(report.octets()).contains("Action: failed");
        }
    }

    @Test
    void delayIsToldOnceAndThenItIsGivenUp() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("RCPT", "450 4.2.1 later");
            world.send("bob@one.test");
            world.awaitAttempts(1);
            world.later(Duration.ofHours(5));
            var progress = world.awaitAttempts(2);
            assertThat(world.awaitReport()).contains("Action: delayed\r\nStatus: 4.2.1\r\n", "Will-Retry-Until: ", "You need not send it again");
            assertThat(progress.delayTold()).isTrue();
            world.later(Duration.ofHours(5));
            world.awaitAttempts(3);
            assertThat(world.inbox()).hasSize(1);
            world.later(Duration.ofDays(5));
            world.awaitEmptyQueue();
            assertThat(world.awaitReport()).contains("Action: failed\r\nStatus: 4.4.7\r\n", "Diagnostic-Code: smtp; 450 4.2.1 later");
            assertThat(world.inbox()).hasSize(2);
        }
    }

    @Test
    void whatIsLateGoesBackOrIsReported() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("RCPT", "450 4.2.1 later").offers("DELIVERBY", "PIPELINING");
            var until = world.clock.instant().plusSeconds(600);
            world.send(new Terms("J1", 1, null, null, false, false, 0, null, Optional.of(new DeliverBy(until, true, false))), OCTETS,
                RelayWorld.to("bob@one.test"));
            world.awaitAttempts(1);
            world.later(Duration.ofMinutes(11));
            world.awaitEmptyQueue();
            assertThat(world.awaitReport()).contains("Action: failed\r\nStatus: 5.4.7\r\n");
        }
    }

    @Test
    void addressesInUtf8() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("RCPT", "550 5.1.1 no");
            var terms = RelayWorld.terms().withSmtpUtf8(true);
            world.send(terms, "Subject: \u00fcber\r\n\r\nx\r\n", RelayWorld.to("j\u00fcrgen@one.test"));
            assertThat(world.awaitReport()).contains("report-type=global-delivery-status", "message/global-delivery-status",
                "Final-Recipient: utf-8; j\u00fcrgen@one.test\r\n", "message/global\r\n");
            assertThat(world.hop.commands).contains("MAIL FROM:<alice@example.org> SIZE=21 BODY=8BITMIME SMTPUTF8");
            world.hop.offers("8BITMIME");
            world.send(terms, OCTETS, RelayWorld.to("j\u00fcrgen@one.test"));
            await().until(() -> world.inbox().size() == 2);
            assertThat(world.awaitReport()).contains("Status: 5.6.7\r\n");
        }
    }

    @Test
    void mailboxesHereAreReportedOnToo() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.send("<alice@example.org>", RelayWorld.terms(), OCTETS, RelayWorld.to("alice@example.org", Notify.SUCCESS));
            await().until(() -> world.inbox().size() == 2);
            assertThat(world.inbox().get(0)).startsWith("Return-Path: <alice@example.org>\r\nDelivered-To: alice@example.org\r\nSubject: hello");
            assertThat(world.awaitReport()).contains("Action: delivered\r\n");
        }
    }

    @Test
    void eightBitTextBecomesQuotedPrintableForOldServers() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.offers("PIPELINING");
            world.send(RelayWorld.terms(), "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "Gr\u00fc\u00dfe = \r\nend\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\n\u00ff\u00fe\r\n--b--\r\n",
                RelayWorld.to("bob@one.test"));
            assertThat(world.awaitReceived().octets()).isEqualTo("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
                + "Content-Transfer-Encoding: 7bit\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe =3D=20\r\nend\r\n--b\r\nContent-Type: image/png\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nw7/Dvg==\r\n--b--\r\n");
        }
    }

    @Test
    void chunks() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.offers("PIPELINING", "CHUNKING");
            String text = "Subject: x\r\n\r\n" + ".a line of text\r\n".repeat(40_000);
            world.send(RelayWorld.terms(), text, RelayWorld.to("bob@one.test"));
            assertThat(world.awaitReceived().octets()).isEqualTo(text);
            assertThat(world.hop.commands.stream().filter(c -> c.startsWith("BDAT"))).hasSize(3);
        }
    }

    @Test
    void aMailboxThatIsFullGetsItsMailWhenThereIsRoom() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.store.directory().setQuota(RelayWorld.address("alice@example.org"), 0, 1);
            world.send("<>", RelayWorld.terms(), OCTETS, RelayWorld.to("alice@example.org"));
            await().until(() -> world.inbox().size() == 1);
            world.send("<>", RelayWorld.terms(), OCTETS, RelayWorld.to("alice@example.org"));
            var progress = world.awaitAttempts(1);
            assertThat(progress.reply()).isEqualTo("the mailbox is full");
            world.store.directory().setQuota(RelayWorld.address("alice@example.org"), 0, 0);
            world.later(Duration.ofMinutes(5));
            world.awaitEmptyQueue();
            assertThat(world.inbox()).hasSize(2);
        }
    }
}
