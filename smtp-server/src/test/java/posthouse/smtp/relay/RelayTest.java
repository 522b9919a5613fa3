package posthouse.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail on its way to other servers, as it should go. */
class RelayTest {

    @Test
    void aMessageArrivesOctetForOctet() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.send(RelayWorld.terms(), "Subject: dots\r\n\r\n.\r\n..two\r\nlast", RelayWorld.to("bob@one.test"));
            var received = world.awaitReceived();
            assertThat(received.mail()).isEqualTo("MAIL FROM:<alice@example.org> SIZE=31");
            assertThat(received.rcpts()).containsExactly("RCPT TO:<bob@one.test>");
            assertThat(received.octets()).isEqualTo("Subject: dots\r\n\r\n.\r\n..two\r\nlast\r\n");
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    @Test
    void deferredOnceAndThenTaken() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("RCPT", "450 4.2.0 greylisted, come back");
            world.send("bob@one.test");
            var progress = world.awaitAttempts(1);
            assertThat(progress.reply()).isEqualTo("450 4.2.0 greylisted, come back");
            assertThat(progress.host()).isEqualTo("mx.one.test");
            assertThat(Duration.between(progress.lastAttempt(), progress.nextAttempt())).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
            world.later(Duration.ofMinutes(5));
            assertThat(world.awaitReceived().rcpts()).hasSize(1);
            world.awaitEmptyQueue();
            assertThat(world.inbox()).isEmpty();
        }
    }

    /** That it is done with is noted though the disk is full: else it would be sent again and again. */
    @Test
    void whatIsSentOnAFullDiskIsSentOnce(@TempDir Path folder) throws Exception {
        try (var world = new RelayWorld(folder)) {
            world.hop.once("RCPT", "450 4.2.0 greylisted, come back");
            world.send("bob@one.test");
            world.awaitAttempts(1);
        }
        try (var world = new RelayWorld(folder, "store.reserve", Long.toString(Long.MAX_VALUE))) {
            world.later(Duration.ofMinutes(5));
            assertThat(world.awaitReceived().rcpts()).hasSize(1);
            world.awaitEmptyQueue();
        }
    }

    @Test
    void refusedForGoodAndTheSenderLearnsWhy() throws Exception {
        try (var world = RelayWorld.shared()) {
            world.hop.once("RCPT", "550 5.1.1 no bob here");
            world.send("bob@one.test");
            world.awaitEmptyQueue();
            assertThat(world.awaitReport()).startsWith("Return-Path: <>\r\nDelivered-To: alice@example.org\r\n")
                .contains("Content-Type: multipart/report; report-type=delivery-status;",
                    "There is no such mailbox there.", "The server mx.one.test said: 550 5.1.1 no bob here",
                    "Reporting-MTA: dns; mail.example.org\r\n", "Final-Recipient: rfc822; bob@one.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                    + "Remote-MTA: dns; mx.one.test\r\nDiagnostic-Code: smtp; 550 5.1.1 no bob here\r\n",
                    "Content-Type: message/rfc822", "Subject: hello\r\n\r\nHi\r\n");
        }
    }
}
