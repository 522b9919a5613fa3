package posthouse.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.QueuedMessage.Progress;

/** A next hop that misbehaves: each time the right outcome, the right time of the next attempt, the right report. */
class ScriptedHopTest {

    @TempDir
    private Path folder;

    private static void retriesWithin5Minutes(Progress progress) {
        assertThat(Duration.between(progress.lastAttempt(), progress.nextAttempt())).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "greeting | timed out while waiting for the greeting",
        "EHLO     | timed out while waiting for the answer to EHLO",
        "MAIL     | timed out while waiting for the answer to MAIL",
        "RCPT     | timed out while waiting for the answer to RCPT",
        "DATA     | timed out while waiting for the answer to DATA",
        "body     | timed out while waiting for the answer to the end of the message",
        "end      | timed out while waiting for the answer to the end of the message"})
    void hangsAtEachStage(String stage, String words) throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once(stage, NextHop.HANG);
            world.send("bob@one.test");
            var progress = world.awaitAttempts(1);
            assertThat(progress.reply()).startsWith(words);
            retriesWithin5Minutes(progress);
            world.later(Duration.ofMinutes(5));
            world.awaitReceived();
            world.awaitEmptyQueue();
            assertThat(world.inbox()).as("reports").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"greeting", "EHLO", "MAIL", "RCPT", "DATA", "body", "end"})
    void closesOrResetsAtEachStage(String stage) throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once(stage, stage.equals("body") ? NextHop.RESET : NextHop.CLOSE);
            world.send("bob@one.test");
            retriesWithin5Minutes(world.awaitAttempts(1));
            world.later(Duration.ofMinutes(5));
            world.awaitReceived();
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "greeting | 421 4.3.2 going down", "greeting | 450 4.3.2 busy", "EHLO | 421 4.3.2 going down", "MAIL | 421 4.3.2 going down",
        "MAIL | 451 4.3.0 later", "RCPT | 450 4.2.1 later", "RCPT | 452 4.2.2 full", "DATA | 451 4.3.0 later", "end | 452 4.3.1 no space",
        "end | 421 4.3.2 going down"})
    void refusesForNowAndTakesItLater(String stage, String reply) throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once(stage, reply);
            world.send("bob@one.test");
            var progress = world.awaitAttempts(1);
            assertThat(progress.reply()).startsWith(reply);
            retriesWithin5Minutes(progress);
            world.later(Duration.ofMinutes(5));
            world.awaitReceived();
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "greeting | 554 5.3.2 no mail here | 5.3.2", "MAIL | 550 5.7.1 not you | 5.7.1", "RCPT | 550 5.1.1 no bob | 5.1.1",
        "RCPT | 550 no bob, in old words | 5.0.0", "DATA | 554 5.5.1 no | 5.5.1", "end | 554 5.7.1 spam | 5.7.1"})
    void refusesForGood(String stage, String reply, String status) throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always(stage, reply);
            world.send("bob@one.test");
            world.awaitEmptyQueue();
            assertThat(world.awaitReport()).contains("Action: failed\r\nStatus: " + status + "\r\n", "Diagnostic-Code: smtp; " + reply);
            assertThat(world.inbox()).hasSize(1);
        }
    }

    @Test
    void someRecipientsAreTakenSomeNot() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("no@one.test", "550 5.1.1 no such user").always("later@one.test", "450 4.2.1 later");
            world.send(RelayWorld.terms(), "Subject: x\r\n\r\nx\r\n", RelayWorld.to("yes@one.test"), RelayWorld.to("no@one.test"),
                RelayWorld.to("later@one.test"));
            assertThat(world.awaitReceived().rcpts()).containsExactly("RCPT TO:<yes@one.test>");
            world.awaitAttempts(1);
            assertThat(world.queued().get(0).recipients()).extracting(r -> r.to().address().toString()).containsExactly("later@one.test");
            assertThat(world.awaitReport()).contains("Final-Recipient: rfc822; no@one.test").doesNotContain("yes@one.test", "later@one.test");
        }
    }

    @Test
    void aHopThatTakesFewAtATime() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("RCPT", "250 ok", "452 4.5.3 too many", "250 ok");
            world.send(RelayWorld.terms(), "Subject: x\r\n\r\nx\r\n", RelayWorld.to("a@one.test"), RelayWorld.to("b@one.test"));
            world.awaitReceived();
            assertThat(world.awaitReceived().rcpts()).containsExactly("RCPT TO:<b@one.test>");
            world.awaitEmptyQueue();
            assertThat(world.hop.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void hugeRepliesAreCutOff() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("greeting", "220 " + "x".repeat(100_000));
            world.send("bob@one.test");
            assertThat(world.awaitAttempts(1).reply()).contains("a line of its reply has more than 4096 octets");
            world.hop.once("EHLO", "250-x\r\n".repeat(10_000) + "250 x");
            world.later(Duration.ofMinutes(5));
            assertThat(world.awaitAttempts(2).reply()).contains("its reply has more than 200 lines");
            world.hop.once("greeting", "HTTP/1.1 400 Bad Request");
            world.later(Duration.ofMinutes(10));
            assertThat(world.awaitAttempts(3).reply()).contains("what it said is no reply: HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void oldServersAreGreetedWithHelo() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("EHLO", "500 what?");
            world.send("bob@one.test");
            assertThat(world.awaitReceived().mail()).isEqualTo("MAIL FROM:<alice@example.org>");
        }
    }

    @Test
    void theNextMailExchangerIsAskedIfTheFirstIsDown() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.mx("first.test", 5, "down.first.test").a("down.first.test", "127.0.0.9");
            world.dns.mx("first.test", 20, "mx.one.test");
            world.send("bob@first.test");
            assertThat(world.awaitReceived().rcpts()).containsExactly("RCPT TO:<bob@first.test>");
            world.awaitEmptyQueue();
        }
    }

    @Test
    void allMailExchangersAreDown() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.mx("alldown.test", 5, "a.alldown.test").a("a.alldown.test", "127.0.0.9").mx("alldown.test", 10, "b.alldown.test").a("b.alldown.test", "127.0.0.10");
            world.send("bob@alldown.test");
            var progress = world.awaitAttempts(1);
            assertThat(progress.reply()).contains("failed while connecting");
            assertThat(progress.host()).isEqualTo("b.alldown.test");
            retriesWithin5Minutes(progress);
        }
    }

    @Test
    void whoHasItTriedAgainNeedNotWaitForTheHostToHaveRested() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.a("mx.soon.test", "127.0.0.9").mx("soon.test", 10, "mx.soon.test");
            world.send("bob@soon.test");
            world.awaitAttempts(1);
            world.store.queue().retry(List.of(world.queued().get(0).id()), false);
            world.awaitAttempts(2);
        }
    }

    @Test
    void namesThatLeadNowhere() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.servfail("sick.test").mx("none.test", 0, ".").mx("lost.test", 10, "gone.lost.test").mx("loop.test", 10, "mail.example.org");
            world.send("bob@sick.test");
            assertThat(world.awaitAttempts(1).reply()).contains("SERVFAIL");
            for (String[] each : new String[][] {{"nowhere.test", "5.1.2"}, {"none.test", "5.1.10"}, {"lost.test", "5.4.4"}, {"loop.test", "5.4.6"}}) {
                int before = world.inbox().size();
                world.send("bob@" + each[0]);
                await().until(() -> world.inbox().size() > before);
                assertThat(world.awaitReport()).contains("Final-Recipient: rfc822; bob@" + each[0], "Status: " + each[1] + "\r\n");
            }
        }
    }

    @Test
    void anAddressOfOursIsALoop() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.a("a.me.test", RelayWorld.OURSELVES).mx("me.test", 10, "a.me.test");
            world.send("bob@me.test");
            assertThat(world.awaitReport()).contains("Status: 5.4.6\r\n", "its best MX is this host");
            world.dns.a("down.between.test", "127.0.0.9").mx("between.test", 5, "down.between.test").mx("between.test", 10, "a.me.test").mx("between.test", 20, "mx.one.test");
            world.send("bob@between.test"); // we are its second: neither we nor the third are asked (RFC 5321 5.1)
            assertThat(world.awaitAttempts(1)).matches(p -> p.host().equals("down.between.test") && p.reply().contains("failed while connecting"));
        }
    }

    @Test
    void domainsWithTheSameHostsShareATransaction() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.mx("same.test", 10, "mx.one.test");
            world.domain("three.test");
            world.send(RelayWorld.terms(), "Subject: x\r\n\r\nx\r\n", RelayWorld.to("a@one.test"), RelayWorld.to("b@three.test"),
                RelayWorld.to("c@same.test"));
            assertThat(List.of(world.awaitReceived().rcpts(), world.awaitReceived().rcpts())).containsExactlyInAnyOrder(
                List.of("RCPT TO:<a@one.test>", "RCPT TO:<c@same.test>"), List.of("RCPT TO:<b@three.test>"));
            world.awaitEmptyQueue();
        }
    }

    @Test
    void aliasesAndHostsWithoutMx() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.dns.cname("alias.test", "one.test").a("bare.test", "127.0.0.1").mx("cmx.test", 10, "c.cmx.test").cname("c.cmx.test", "mx.one.test");
            for (String domain : new String[] {"alias.test", "bare.test", "cmx.test"}) {
                world.send("bob@" + domain);
                assertThat(world.awaitReceived().rcpts()).containsExactly("RCPT TO:<bob@" + domain + ">");
            }
            world.awaitEmptyQueue();
        }
    }

    @Test
    void ourOwnNameInTheGreetingIsALoop() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.always("greeting", "220 mail.example.org ESMTP");
            world.send("bob@one.test");
            world.awaitEmptyQueue();
            assertThat(world.awaitReport()).contains("Status: 5.4.6\r\n");
        }
    }

    @Test
    void opportunisticTlsTakesAnyCertificate() throws Exception {
        try (var world = new RelayWorld(folder.resolve("store"))) {
            world.hop.tls(TestTls.of(folder.resolve("tls"), "elsewhere.test").context());
            world.send("bob@one.test");
            world.awaitReceived();
            assertThat(world.hop.commands.stream().filter(c -> c.startsWith("EHLO"))).hasSize(2);
        }
    }

    @Test
    void aHandshakeThatFailsIsFollowedByAConnectionInClear() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.offers("STARTTLS"); // and then it speaks no TLS
            world.send("bob@one.test");
            world.awaitReceived();
            assertThat(world.hop.connections.get()).isEqualTo(2);
        }
    }

    @Test
    void whatFollowsTheAnswerToStarttlsInClearIsDropped() throws Exception {
        try (var world = new RelayWorld(folder.resolve("store"))) {
            world.hop.tls(TestTls.of(folder.resolve("tls"), "mx.one.test").context());
            world.hop.once("STARTTLS", "220 2.0.0 go ahead\r\n250-injected\r\n250 SIZE 1");
            world.send("bob@one.test");
            assertThat(world.awaitReceived().octets()).contains("hello");
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    @Test
    void requireTlsWantsAGoodCertificateAndTheWord() throws Exception {
        var terms = new Terms("J1", 1, null, null, false, true, 0, null, Optional.empty());
        var tls = TestTls.of(folder.resolve("tls"), "mx.one.test");
        // a host that the administrator names needs no word of DNSSEC or MTA-STS: for mail exchangers see TlsPolicyTest
        try (var world = RelayWorld.with(folder.resolve("store"), hop -> new String[] {"relay.trusted-certificates", tls.certificate().toString(),
            "relay.routes", "one.test=mx.one.test:" + hop.port()})) {
            world.send(terms, "Subject: x\r\n\r\nx\r\n", RelayWorld.to("bob@one.test"));
            assertThat(world.awaitAttempts(1).reply()).contains("does not offer STARTTLS, which REQUIRETLS asks for");
            world.hop.tls(TestTls.of(folder.resolve("other"), "mx.one.test").context());
            world.later(Duration.ofMinutes(5));
            assertThat(world.awaitAttempts(2).reply()).contains("its certificate is not trusted", "REQUIRETLS asks for a good one");
            world.hop.tls(tls.context());
            world.hop.offers("PIPELINING", "REQUIRETLS");
            world.later(Duration.ofMinutes(10));
            assertThat(world.awaitReceived().mail()).isEqualTo("MAIL FROM:<alice@example.org> REQUIRETLS");
        }
    }
}
