package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.smtp.filter.ForgedHeaders;
import posthouse.smtp.filter.HeaderField;
import posthouse.smtp.filter.Inspection;
import posthouse.smtp.filter.MailFilter;
import posthouse.smtp.filter.NullMx;
import posthouse.smtp.filter.Verdict;
import posthouse.smtp.relay.dns.TestDns;
import posthouse.testkit.Client;
import posthouse.testkit.ErrorLog;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;
import posthouse.testkit.TestSettings;

/** Filters at the door: each stage may refuse, change the header, or send a message to the junk. */
class FilterTest {

    private static final byte[] MESSAGE = "Subject: hello\r\nX-Old: 1\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private InetSocketAddress listen(SmtpPolicy policy, MailFilter... filters) throws Exception {
        return server.listen((store, authenticator, settings) ->
            new SmtpProtocol(policy, store, authenticator, settings, List.of(filters), false, Optional.empty()), Security.NONE);
    }

    private long messages(String mailbox) throws Exception {
        return server.mailbox("alice@example.org", mailbox).status().messages();
    }

    @Test
    void nobodyWritesFromADomainThatTakesNoMail() throws Exception { // RFC 7505 4.2
        try (var dns = new TestDns()) {
            dns.mx("none.test", 0, ".").mx("some.test", 10, "mx.some.test");
            var address = listen(SmtpPolicy.RELAY_IN, new NullMx(TestSettings.of("smtp.refuse-null-mx", "true", "relay.dns-server", dns.server())));
            try (var client = new Dialogue(address)) {
                client.say("EHLO client.test");
                assertThat(client.say("MAIL FROM:<a@none.test>")).startsWith("550 5.7.27 ");
                client.say("MAIL FROM:<a@some.test>", 250);
            }
        }
    }

    @Test
    void refusesAtEachStage() throws Exception {
        var address = listen(SmtpPolicy.RELAY_IN, new MailFilter() {
            @Override
            public Verdict greeted(SmtpState state) {
                return refuseIf(state.hello().orElseThrow().name().contains("bad"), 550, "5.7.1");
            }

            @Override
            public Verdict sender(SmtpState state, MailTransaction transaction) {
                return refuseIf(transaction.sender().toString().contains("bad"), 450, "4.7.1");
            }

            @Override
            public Verdict recipient(SmtpState state, MailTransaction transaction, Recipient recipient) {
                return refuseIf(recipient.address().localPart().contains("bad"), 550, "5.7.1");
            }

            @Override
            public Inspection message(SmtpState state, MailTransaction transaction) {
                return new Inspection() {
                    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
                    private boolean badField;

                    @Override
                    public HeaderField field(HeaderField field) {
                        badField |= field.is("Subject") && field.value().equals("bad");
                        return field;
                    }

                    @Override
                    public Verdict headerEnded() {
                        return refuseIf(badField, 554, "5.6.0");
                    }

                    @Override
                    public void octets(byte[] octets, int offset, int length) {
                        seen.write(octets, offset, length);
                    }

                    @Override
                    public Verdict ended() {
                        return refuseIf(seen.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\nbad\r\n"), 554, "5.7.0");
                    }
                };
            }
        });
        try (var client = new Dialogue(address)) {
            client.say("EHLO bad.example", 550);
            client.say("MAIL FROM:<bob@example.com>", 503);
            client.greeted();
            client.say("MAIL FROM:<bad@example.com>", 450);
            client.say("MAIL FROM:<bob@example.com>", 250);
            client.say("RCPT TO:<alice+bad@example.org>", 550);
            client.say("DATA", 503);
            client.say("RSET", 250);
            assertThat(client.send("Subject: bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org")).startsWith("554 5.6.0 ");
            assertThat(client.send("Subject: x\r\n\r\nbad\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org")).startsWith("554 5.7.0 ");
            assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        }
        assertThat(messages("INBOX")).isEqualTo(1);
    }

    private static Verdict refuseIf(boolean bad, int code, String status) {
        return bad ? Verdict.refuse(code, status, "Not wanted") : Verdict.ACCEPT;
    }

    @Test
    void refusesInPlaceOfTheGreeting() throws Exception {
        var address = listen(SmtpPolicy.RELAY_IN, new MailFilter() {
            @Override
            public Verdict connected(SmtpState state) {
                return Verdict.refuse(554, "5.7.1", "Go away");
            }
        });
        try (var client = new Client(address)) {
            assertThat(client.line()).isEqualTo("554 5.7.1 Go away");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void changesTheHeader() throws Exception {
        var address = listen(SmtpPolicy.RELAY_IN, new MailFilter() {
            @Override
            public Inspection message(SmtpState state, MailTransaction transaction) {
                return new Inspection() {
                    @Override
                    public HeaderField field(HeaderField field) {
                        return field.is("X-Old") ? null : field.is("Subject") ? HeaderField.of("Subject", "*** " + field.value()) : field;
                    }

                    @Override
                    public Verdict headerEnded() {
                        return Verdict.add(List.of(HeaderField.of("X-Below", "1")));
                    }

                    @Override
                    public Verdict ended() {
                        return Verdict.add(List.of(HeaderField.of("X-Above", "2")));
                    }
                };
            }
        });
        try (var client = new Dialogue(address).greeted()) {
            assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        }
        assertThat(Dialogue.newestText(server.inbox("alice@example.org"))).matches("Return-Path: .*\r\nDelivered-To: .*\r\nX-Above: 2\r\n"
            + "Received: .*\r\n(\t.*\r\n)+Subject: \\*\\*\\* hello\r\nX-Below: 1\r\n\r\nbody\r\n");
    }

    @Test
    void whatIsSuspectGoesToTheJunk() throws Exception {
        var address = listen(SmtpPolicy.RELAY_IN, new MailFilter() {
            @Override
            public Verdict greeted(SmtpState state) {
                return state.hello().orElseThrow().name().contains("odd") ? Verdict.QUARANTINE : Verdict.ACCEPT;
            }

            @Override
            public Verdict sender(SmtpState state, MailTransaction transaction) {
                return transaction.sender().isNull() ? Verdict.QUARANTINE : Verdict.ACCEPT;
            }
        });
        try (var client = new Dialogue(address).greeted()) {
            assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
            client.begin("", "alice+Archive@example.org");
            client.say(".", 250);
            client.say("HELO odd.example.com", 250);
            assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("250 ");
        }
        assertThat(List.of(messages("INBOX"), messages("Junk"), messages("Archive"))).containsExactly(1L, 2L, 0L);
    }

    @Test
    void anErrorOfAFilterIsTold() throws Exception {
        try (var log = new ErrorLog()) {
            var address = listen(SmtpPolicy.RELAY_IN, new MailFilter() {
                @Override
                public Inspection message(SmtpState state, MailTransaction transaction) {
                    return new Inspection() {
                        @Override
                        public Verdict headerEnded() {
                            throw new IllegalStateException("broken on purpose");
                        }
                    };
                }
            });
            try (var client = new Dialogue(address).greeted()) {
                assertThat(client.send(MESSAGE, "alice@example.org")).startsWith("451 4.3.0 ");
            }
            assertThat(log.errors()).hasSize(1);
        }
        assertThat(messages("INBOX")).isZero();
    }

    @Test
    void forgedFieldsAreTakenOut() throws Exception {
        byte[] forged = ("Return-Path: <x@example.com>\r\nAuthentication-Results: mail.example.org; dkim=pass\r\n"
            + "authentication-results:\r\n (a \\) comment (nested)) \"MAIL.example.org\" 1;\r\n spf=pass\r\n"
            + "Authentication-Results: other.example; dkim=pass\r\nreturn-path : <>\r\nSubject: x\r\n\r\nReturn-Path: here\r\n")
            .getBytes(StandardCharsets.US_ASCII);
        String kept = "Authentication-Results: other.example; dkim=pass\r\nSubject: x\r\n\r\nReturn-Path: here\r\n";
        for (SmtpPolicy policy : List.of(SmtpPolicy.RELAY_IN, SmtpPolicy.LMTP)) {
            try (var client = new Dialogue(listen(policy, new ForgedHeaders()))) {
                client.say(policy == SmtpPolicy.LMTP ? "LHLO mx.example.com" : "EHLO mx.example.com");
                assertThat(client.send(forged, "alice@example.org")).startsWith("250 ");
            }
            String stored = new String(Dialogue.withoutTrace(Dialogue.newest(server.inbox("alice@example.org"))), StandardCharsets.US_ASCII);
            if (policy == SmtpPolicy.RELAY_IN) {
                assertThat(stored).isEqualTo(kept);
            } else {
                assertThat(stored).startsWith("Authentication-Results: mail.example.org").doesNotContain("<x@").endsWith(kept);
            }
        }
    }
}
