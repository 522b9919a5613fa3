package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.common.config.Settings;

class TlsTest {

    private final EchoProtocol protocol = new EchoProtocol();
    @TempDir
    private Path folder;
    private Tls tls;
    private Network network;
    private InetSocketAddress implicit;
    private InetSocketAddress clear;

    @BeforeEach
    void listen() throws Exception {
        tls = Tls.selfSigned(folder, "mail.example.org");
        network = new Network(Settings.defaults(), tls);
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        implicit = network.listen(protocol, any, true).address();
        clear = network.listen(protocol, any, false).address();
    }

    @AfterEach
    void close() {
        network.close();
        assertThat(protocol.closedSessions.get()).isEqualTo(protocol.sessions.size());
        assertThat(protocol.sessions).noneMatch(session -> session.overlapped);
    }

    private SSLContext trusting() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(tls.certificate())) {
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private SSLSocket layered(Socket socket, String version) throws Exception {
        var layered = (SSLSocket) trusting().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        layered.setEnabledProtocols(new String[] {version});
        SSLParameters parameters = layered.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        layered.setSSLParameters(parameters);
        return layered;
    }

    private Client client(String version) throws Exception {
        var client = new Client(implicit);
        client.through(layered(client.socket, version));
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void speaksTlsFromTheStart(String version) throws Exception {
        try (var client = client(version)) {
            assertThat(client.line()).isEqualTo("hello " + version);
            assertThat(client.ask("one")).isEqualTo("one");
            assertThat(((SSLSocket) client.socket).getSession().getCipherSuite()).containsPattern("^TLS_(AES|ECDHE)_");
            assertThat(client.ask("quit")).isEqualTo("bye");
            assertThat(client.line()).isNull(); // a close_notify, or this throws
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void carriesMuchBothWays(String version) throws Exception {
        try (var client = client(version)) {
            assertThat(client.line()).isEqualTo("hello " + version);
            client.send(("y".repeat(100_000) + "\r\n").repeat(10) + "flood 300\r\ndone\r\n");
            for (int i = 0; i < 10; i++) {
                assertThat(client.line()).hasSize(100_000);
            }
            for (int i = 0; i < 300 * 16; i++) {
                assertThat(client.line()).hasSize(1022);
            }
            assertThat(client.line()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCommandStartsTls(String version) throws Exception {
        try (var client = new Client(clear)) {
            assertThat(client.line()).isEqualTo("hello clear");
            assertThat(client.ask("one")).isEqualTo("one");
            assertThat(client.ask("starttls")).isEqualTo("go ahead");
            client.through(layered(client.socket, version));
            assertThat(client.ask("count")).isEqualTo("1");
            assertThat(client.ask("quit")).isEqualTo("bye");
            assertThat(client.line()).isNull();
        }
    }

    /** RFC 3207 4.2: CVE-2011-0411 and its kin. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatWasSentInTheClearBehindTheCommandIsThrownAway(String version) throws Exception {
        try (var client = new Client(clear)) {
            assertThat(client.line()).isEqualTo("hello clear");
            client.send("starttls\r\ninjected\r\nunfinished ");
            assertThat(client.line()).isEqualTo("go ahead");
            client.through(layered(client.socket, version));
            assertThat(client.ask("count")).isEqualTo("1");
        }
    }

    @Test
    void aListenerInTheClearOffersNoTls() throws Exception {
        try (var client = new Client(network.listenInClear(protocol, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).address())) {
            assertThat(client.line()).isEqualTo("hello clear");
            assertThat(protocol.sessions.peek().connection.canStartTls()).isFalse();
        }
    }

    @Test
    void olderTlsIsRefusedWithAnAlert() throws Exception {
        try (var socket = new Socket(implicit.getAddress(), implicit.getPort())) {
            socket.getOutputStream().write(TlsHello.of(0x0302));
            assertThat(socket.getInputStream().readNBytes(7)).containsExactly(0x15, 3, 3, 0, 2, 2, 70); // protocol_version
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(protocol.sessions).isEmpty();
    }

    @Test
    void plainTextOnATlsPortIsClosed() throws Exception {
        try (var client = new Client(implicit)) {
            client.send("EHLO client.example.org\r\n");
            assertThat(client.socket.getInputStream().readAllBytes()).hasSizeLessThan(10);
        }
        assertThat(protocol.sessions).isEmpty();
    }

    @Test
    void aClientThatClosesItsTlsGetsItsAnswers() throws Exception {
        try (var client = client("TLSv1.3")) {
            assertThat(client.line()).isEqualTo("hello TLSv1.3");
            client.send("one\r\nafter 50\r\n");
            client.socket.shutdownOutput();
            assertThat(client.line()).isEqualTo("one");
            assertThat(client.line()).isEqualTo("after");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aNewCertificateIsTakenUpAndABrokenOneIsNot() throws Exception {
        X509Certificate first = served();
        Path other = Files.createDirectory(folder.resolve("other"));
        Tls.selfSigned(other, "mail.example.org");
        Files.move(folder.resolve("key.pem"), folder.resolve("old.pem"));
        Files.writeString(folder.resolve("key.pem"), "damaged");
        tick();
        assertThat(served()).isEqualTo(first);
        Files.copy(other.resolve("certificate.pem"), folder.resolve("certificate.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(other.resolve("key.pem"), folder.resolve("key.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        tick();
        await().until(() -> !served().equals(first));
    }

    private void tick() throws IOException {
        Files.setLastModifiedTime(folder.resolve("key.pem"), FileTime.from(Instant.now().minusSeconds(5)));
        Files.setLastModifiedTime(folder.resolve("certificate.pem"), FileTime.from(Instant.now().minusSeconds(7)));
    }

    /** The certificate that a new connection is shown, whoever vouches for it. */
    private X509Certificate served() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustsAll()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(implicit.getAddress(), implicit.getPort())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void theSelfSignedCertificateIsKept() throws Exception {
        byte[] made = Files.readAllBytes(folder.resolve("certificate.pem"));
        Tls.selfSigned(folder, "mail.example.org");
        assertThat(folder.resolve("certificate.pem")).hasBinaryContent(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem")))).isEqualTo("rw-------");
    }

    /** What a power cut left of servers that did not force it. */
    @Test
    void aSelfSignedCertificateThatIsEmptyIsMadeAnew() throws Exception {
        Files.write(folder.resolve("certificate.pem"), new byte[0]);
        Files.write(folder.resolve("key.pem"), new byte[0]);
        assertThat(Tls.selfSigned(folder, "mail.example.org").context()).isNotNull();
        assertThat(folder.resolve("certificate.pem")).isNotEmptyFile();
    }

    /** {@code openssl ecparam -genkey} writes such ones. */
    @Test
    void readsAKeyInItsOldForm() throws Exception {
        Path key = folder.resolve("key.pem");
        byte[] pkcs8 = Base64.getMimeDecoder().decode(Files.readString(key).replaceAll("-----.*-----", "").strip());
        int head = 28; // SEQUENCE, version, algorithm, and that an OCTET STRING follows
        String sec1 = Base64.getEncoder().encodeToString(Arrays.copyOfRange(pkcs8, head, pkcs8.length));
        Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\n" + sec1 + "\n-----END EC PRIVATE KEY-----\n");
        assertThat(Tls.fromPem(folder.resolve("certificate.pem"), key).context()).isNotNull();
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> Tls.fromPem(missing, folder.resolve("key.pem"))).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> Tls.fromPem(certificate, certificate)).hasMessageStartingWith(certificate + ": no private key in it");
        Path other = Files.createDirectory(folder.resolve("other"));
        Tls.selfSigned(other);
        assertThatThrownBy(() -> Tls.fromPem(certificate, other.resolve("key.pem"))).isInstanceOf(IOException.class)
            .hasMessageContaining("not the key of the certificate");
        Path encrypted = folder.resolve("encrypted.pem");
        Files.writeString(encrypted, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> Tls.fromPem(certificate, encrypted)).hasMessageStartingWith(encrypted + ": the key is encrypted");
    }
}
