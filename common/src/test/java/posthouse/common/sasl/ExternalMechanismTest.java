package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Settings;

/** The certificate names user9@example.org and alice@example.org, in this order. */
class ExternalMechanismTest {

    private final TestAccounts accounts = new TestAccounts().with("alice@example.org", "secret").with("bob@example.org", "secret");
    private final Authenticator sasl = new Authenticator(accounts, Settings.defaults());

    @AfterEach
    void close() {
        sasl.close();
    }

    @Test
    void certificateNamesTheAccount() throws Exception {
        assertThat(external("")).isEqualTo("OK alice@example.org");
        assertThat(external("Alice@example.org")).isEqualTo("OK alice@example.org");
        assertThat(external("bob@example.org")).startsWith("AUTHORIZATION");
    }

    @Test
    void isNotOfferedWithoutACertificate() {
        var nobody = TestConnection.from("192.0.2.1").with(session(null));
        assertThat(sasl.mechanisms(nobody)).doesNotContain("EXTERNAL");
        assertThat(sasl.start("EXTERNAL", nobody)).isEmpty();
        assertThat(sasl.start("EXTERNAL", TestConnection.from("192.0.2.1"))).isEmpty();
    }

    private String external(String authorization) throws Exception {
        try (var pem = ExternalMechanismTest.class.getResourceAsStream("client.pem")) {
            var client = TestConnection.from("192.0.2.1").with(session(CertificateFactory.getInstance("X.509").generateCertificate(pem)));
            assertThat(sasl.mechanisms(client)).startsWith("EXTERNAL");
            return Steps.text(sasl.start("EXTERNAL", client).orElseThrow().respond(authorization.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static SSLSession session(Certificate peer) {
        return (SSLSession) Proxy.newProxyInstance(SSLSession.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("getPeerCertificates")) {
                if (peer == null) {
                    throw new SSLPeerUnverifiedException("none was shown");
                }
                return new Certificate[] {peer};
            }
            return null;
        });
    }
}
