package posthouse.common.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.net.Tls;

/** An issuer's keys by HTTPS (RFC 7517). */
class IssuerKeysTest {

    private static final String KEYS = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"one\","
        + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";

    private final SSLSocketFactory usual = HttpsURLConnection.getDefaultSSLSocketFactory();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private volatile int answer = 200;
    private HttpsServer server;
    private Path certificate;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Tls tls = Tls.selfSigned(folder, "localhost");
        certificate = tls.certificate();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] octets = KEYS.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer, octets.length);
            try (var body = exchange.getResponseBody()) {
                body.write(octets);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        HttpsURLConnection.setDefaultSSLSocketFactory(usual);
        server.stop(0);
    }

    private IssuerKeys keys() {
        return new IssuerKeys("https://localhost:" + server.getAddress().getPort() + "/keys", clock::get);
    }

    private void trust() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry("it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    }

    @Test
    void areAskedForOnceAnHourAndKeptWhileTheIssuerFails() throws Exception {
        trust();
        IssuerKeys keys = keys();
        assertThat(keys.get("one")).hasSize(1);
        assertThat(keys.get("one")).hasSize(1);
        assertThat(asked).hasValue(1);
        answer = 500;
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(keys.get("one")).hasSize(1);
        assertThat(asked).hasValue(2);
        assertThat(keys.get("unknown")).as("asked about half a minute ago").isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void nobodyWithoutATrustedCertificateIsTheIssuer() {
        IssuerKeys keys = keys();
        assertThatThrownBy(() -> keys.get("one")).isInstanceOf(IOException.class);
        assertThat(asked).hasValue(0);
    }
}
