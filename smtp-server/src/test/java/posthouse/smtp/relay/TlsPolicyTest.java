package posthouse.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.TlsResults.TlsResult;
import posthouse.smtp.relay.client.Keytool;
import posthouse.smtp.relay.dns.SignedZone;

/** Mail to a domain that published what TLS it wants: DANE and MTA-STS, in order and broken on purpose. */
class TlsPolicyTest {
    @TempDir
    Path folder;
    private Keytool keys;
    private SignedZone zone;

    @BeforeEach
    void certificate() throws Exception {
        keys = new Keytool(folder).selfSigned("mx", "mx.one.test");
    }

    @AfterEach
    void closeZone() {
        if (zone != null) {
            zone.close();
        }
    }

    private static String digest(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private SignedZone zone(String tlsa, int port) throws Exception {
        var zone = new SignedZone("one.test. IN MX 10 mx.one.test.\nmx.one.test. IN A 127.0.0.1\n_" + port + "._tcp.mx.one.test. IN TLSA " + tlsa + "\n");
        Files.writeString(folder.resolve("anchors"), zone.anchor() + "\n");
        return zone;
    }

    private RelayWorld dane(String tlsa) throws Exception {
        return RelayWorld.with(folder.resolve("data"), hop -> {
            zone = zone(tlsa, hop.port());
            return new String[] {"relay.dns-server", "127.0.0.1:" + zone.address().getPort(), "relay.dane", "true", "relay.dnssec-anchors",
                folder.resolve("anchors").toString()};
        });
    }

    @Test
    void aCertificateThatItsTlsaRecordNamesIsGood() throws Exception {
        try (var world = dane("3 1 1 " + digest(keys.certificate("mx").getPublicKey().getEncoded()))) {
            world.hop.tls(keys.server());
            world.send("bob@one.test");
            world.awaitReceived();
            assertThat(world.hop.commands).contains("STARTTLS");
            world.awaitEmptyQueue();
        }
    }

    @Test
    void anyOtherCertificateKeepsTheMessageHere() throws Exception {
        try (var world = dane("3 1 1 " + "00".repeat(32))) {
            world.hop.tls(keys.server());
            world.send("bob@one.test");
            Progress progress = world.awaitAttempts(1);
            assertThat(progress.reply()).contains("TLSA").contains("DANE");
            assertThat(world.hop.received).isEmpty();
        }
    }

    @Test
    void aHostWithTlsaRecordsMustOfferTls() throws Exception {
        try (var world = dane("3 1 1 " + "00".repeat(32))) {
            world.send("bob@one.test");
            assertThat(world.awaitAttempts(1).reply()).contains("does not offer STARTTLS, which DANE asks for");
            assertThat(world.hop.received).isEmpty();
        }
    }

    private HttpsServer web(String mode, String host) throws Exception {
        HttpsServer web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(new Keytool(Files.createDirectories(folder.resolve("web"))).selfSigned("web", "mta-sts.one.test").server()));
        web.createContext("/", exchange -> {
            byte[] text = ("version: STSv1\nmode: " + mode + "\nmx: " + host + "\nmax_age: 86400\n").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        web.start();
        var trusted = new Keytool(folder.resolve("web")).certificate("web");
        Files.writeString(folder.resolve("trusted.pem"), "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(trusted.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
        return web;
    }

    private RelayWorld sts(HttpsServer web) throws Exception {
        var world = new RelayWorld(folder.resolve("data"), "relay.mta-sts-port", "" + web.getAddress().getPort(), "relay.trusted-certificates",
            folder.resolve("trusted.pem").toString());
        world.dns.a("mta-sts.one.test", "127.0.0.1").txt("_mta-sts.one.test", "v=STSv1; id=1;");
        return world;
    }

    @Test
    void anEnforcedPolicyKeepsAMessageFromAHostThatNobodyVouchesFor() throws Exception {
        HttpsServer web = web("enforce", "mx.one.test");
        try (var world = sts(web)) {
            world.hop.tls(keys.server());
            world.send("bob@one.test");
            assertThat(world.awaitAttempts(1).reply()).contains("MTA-STS asks for a good one");
            assertThat(world.hop.received).isEmpty();
            assertThat(world.store.policies().find("one.test")).isPresent();
        } finally {
            web.stop(0);
        }
    }

    @Test
    void anEnforcedPolicyKeepsAMessageFromAHostThatItDoesNotName() throws Exception {
        HttpsServer web = web("enforce", "*.other.test");
        try (var world = sts(web)) {
            world.hop.tls(keys.server());
            world.send("bob@one.test");
            assertThat(world.awaitAttempts(1).reply()).contains("mx.one.test is none of the hosts");
            assertThat(world.hop.received).isEmpty();
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aPolicyThatIsTestedIsCountedOnly() throws Exception {
        HttpsServer web = web("testing", "mx.one.test");
        try (var world = sts(web)) {
            world.hop.tls(keys.server());
            world.send("bob@one.test");
            world.awaitReceived();
            assertThat(world.hop.commands).contains("STARTTLS");
            world.awaitEmptyQueue();
            world.closeRelay();
            assertThat(world.store.tlsResults().of(LocalDate.now(ZoneOffset.UTC))).containsExactly(new TlsResult("one.test", "sts", "mx.one.test", "success", 1));
        } finally {
            web.stop(0);
        }
    }

    @Test
    void mailForWhichTlsIsOptionalPassesOverPolicies() throws Exception { // RFC 8689 4.2.2
        HttpsServer web = web("enforce", "*.other.test");
        try (var world = sts(web)) {
            world.send(RelayWorld.terms(), "Subject: never mind\r\nTLS-Required: no\r\n\r\nHi\r\n", To.of(RelayWorld.address("bob@one.test")));
            assertThat(world.awaitReceived().octets()).contains("never mind");
            world.send(RelayWorld.terms(), "Subject: secret\r\n\r\nTLS-Required: No\r\n", To.of(RelayWorld.address("bob@one.test")));
            assertThat(world.awaitAttempts(1).reply()).contains("mx.one.test is none of the hosts");
            assertThat(world.hop.received).isEmpty();
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aReportIsProtectedAsItsMessageWas() throws Exception { // RFC 8689 5
        try (var world = new RelayWorld(folder.resolve("data"))) {
            world.hop.tls(keys.server()).offers("PIPELINING", "REQUIRETLS");
            world.domain("sender.test");
            var terms = new Terms("J1", 1, null, null, false, true, 0, null, Optional.empty());
            world.send("<carol@sender.test>", terms, "Subject: secret\r\n\r\nnobody's business\r\n", To.of(RelayWorld.address("bob@one.test")));
            var report = world.awaitReceived();
            assertThat(report.mail()).isEqualTo("MAIL FROM:<> REQUIRETLS");
            assertThat(report.octets()).contains("Status: 5.7.30", "text/rfc822-headers").doesNotContain("nobody's business");
        }
    }

    @Test
    void requireTlsNeverGoesWithoutAWordOnTheHost() throws Exception {
        try (var world = new RelayWorld(folder.resolve("data"))) {
            world.hop.tls(keys.server());
            var terms = new Terms("J1", 1, null, null, false, true, 0, null, Optional.empty());
            world.send(terms, "Subject: secret\r\n\r\nHi\r\n", To.of(RelayWorld.address("bob@one.test")));
            assertThat(world.awaitReport()).contains("5.7.30");
            assertThat(world.hop.received).isEmpty();
        }
    }
}
