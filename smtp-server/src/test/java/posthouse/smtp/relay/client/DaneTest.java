package posthouse.smtp.relay.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.smtp.relay.dns.Tlsa;

class DaneTest {
    @TempDir
    Path folder;
    private X509Certificate authority;
    private X509Certificate server;
    private X509Certificate other;

    @BeforeEach
    void certificates() throws Exception {
        Keytool keys = new Keytool(folder).authority("authority").signed("server", "mx.example.net", "authority").selfSigned("other", "mx.example.net");
        authority = keys.certificate("authority");
        server = keys.certificate("server");
        other = keys.certificate("other");
    }

    private static byte[] digest(String algorithm, byte[] octets) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(octets);
    }

    private static boolean accepts(List<X509Certificate> chain, boolean named, Tlsa... records) {
        return Dane.objection(chain, Dane.usable(List.of(records)), named).isEmpty();
    }

    @Test
    void theServersOwnCertificate() throws Exception {
        byte[] whole = server.getEncoded();
        byte[] key = server.getPublicKey().getEncoded();
        for (Tlsa record : List.of(new Tlsa(3, 0, 0, whole), new Tlsa(3, 0, 1, digest("SHA-256", whole)), new Tlsa(3, 0, 2, digest("SHA-512", whole)),
            new Tlsa(3, 1, 0, key), new Tlsa(3, 1, 1, digest("SHA-256", key)), new Tlsa(3, 1, 2, digest("SHA-512", key)))) {
            assertThat(accepts(List.of(server, authority), false, record)).as("%s: names don't count", record).isTrue();
            assertThat(accepts(List.of(other), true, record)).as("%s of another certificate", record).isFalse();
        }
    }

    @Test
    void anAuthorityOfTheRecord() throws Exception {
        var digest = new Tlsa(2, 0, 1, digest("SHA-256", authority.getEncoded()));
        var key = new Tlsa(2, 1, 1, digest("SHA-256", authority.getPublicKey().getEncoded()));
        var whole = new Tlsa(2, 0, 0, authority.getEncoded());
        for (Tlsa record : List.of(digest, key, whole)) {
            assertThat(accepts(List.of(server, authority), true, record)).isTrue();
            assertThat(accepts(List.of(server, authority), false, record)).as("names count").isFalse();
            assertThat(accepts(List.of(other, authority), true, record)).as("an authority that did not sign").isFalse();
        }
        assertThat(accepts(List.of(server), true, whole)).as("the record has the certificate that the server left out").isTrue();
        assertThat(accepts(List.of(server), true, digest)).as("nobody has it").isFalse();
    }

    @Test
    void oneOfSeveralRecordsIsEnough() throws Exception {
        var wrong = new Tlsa(3, 1, 1, new byte[32]);
        var right = new Tlsa(3, 1, 1, digest("SHA-256", server.getPublicKey().getEncoded()));
        assertThat(accepts(List.of(server), true, wrong, right)).isTrue();
        assertThat(Dane.objection(List.of(server), List.of(wrong), true)).get().asString().contains("TLSA");
    }

    @Test
    void recordsThatAreOfNoUse() {
        assertThat(Dane.usable(List.of(new Tlsa(0, 1, 1, new byte[32]), new Tlsa(1, 1, 1, new byte[32]), new Tlsa(3, 2, 1, new byte[32]),
            new Tlsa(3, 1, 3, new byte[32]), new Tlsa(3, 1, 1, new byte[31]), new Tlsa(3, 0, 0, new byte[0])))).isEmpty();
    }
}
