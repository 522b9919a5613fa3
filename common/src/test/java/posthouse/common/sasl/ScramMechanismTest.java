package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.common.net.Tls;

class ScramMechanismTest {

    private static final TestConnection CLIENT = TestConnection.from("192.0.2.1");
    private final TestAccounts accounts = new TestAccounts().with("alice@example.org", "secret");
    private final Authenticator sasl = new Authenticator(accounts, new TestSettings(Map.of(SaslKeys.MAX_FAILURES, 3L)));

    @AfterEach
    void close() {
        sasl.close();
    }

    @Test
    void exampleOfRfc5802() {
        var exchange = example(ScramHash.SHA_1, "QSXCR+Q6sek8bf92", "3rfcNHYJY1ZVvWVs7j");
        assertThat(say(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
            .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(say(exchange, "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))
            .isEqualTo("OK user v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    @Test
    void exampleOfRfc7677() {
        var exchange = example(ScramHash.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(say(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
            .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(say(exchange, "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
            .isEqualTo("OK user v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    private SaslExchange example(ScramHash hash, String salt, String nonce) {
        accounts.with("user", List.of(ScramKeys.derive(hash, "pencil", Base64.getDecoder().decode(salt), 4096)));
        return new ScramMechanism(hash, false, sasl, CLIENT, () -> nonce);
    }

    @ParameterizedTest
    @EnumSource
    void rightPassword(ScramHash hash) {
        assertThat(login(hash, "n,,", "alice@example.org", "secret")).startsWith("OK alice@example.org v=");
        assertThat(login(hash, "y,,", "ALICE@Example.Org", "secret")).startsWith("OK alice@example.org v=");
        assertThat(login(hash, "n,a=Alice@example.org,", "alice@example.org", "secret")).startsWith("OK alice@example.org v=");
    }

    @Test
    void wrongPasswordAndUnknownNameAreAnsweredAlike() {
        String wrong = login(ScramHash.SHA_256, "n,,", "alice@example.org", "Secret");
        assertThat(wrong).isEqualTo("CREDENTIALS Wrong name or password");
        assertThat(login(ScramHash.SHA_256, "n,,", "nobody@example.org", "secret")).isEqualTo(wrong);
    }

    @Test
    void unknownNameHasALastingSaltOfTheUsualForm() {
        String first = salt("nobody@example.org");
        assertThat(Base64.getDecoder().decode(first)).hasSameSizeAs(Base64.getDecoder().decode(salt("alice@example.org")));
        assertThat(salt("Nobody@EXAMPLE.org")).isEqualTo(first);
        assertThat(salt("someone@example.org")).isNotEqualTo(first);
        try (var other = new Authenticator(accounts, new TestSettings(Map.of()))) {
            assertThat(say(other.start("SCRAM-SHA-256", CLIENT).orElseThrow(), "n,,n=nobody@example.org,r=abc")).contains("s=" + first + ",");
        }
    }

    @Test
    void actingAsAnotherIsRefusedOnlyAfterTheRightPassword() {
        accounts.with("bob@example.org", "secret");
        assertThat(login(ScramHash.SHA_1, "n,a=bob@example.org,", "alice@example.org", "secret")).startsWith("AUTHORIZATION");
        assertThat(login(ScramHash.SHA_1, "n,a=bob@example.org,", "alice@example.org", "wrong")).startsWith("CREDENTIALS");
    }

    @Test
    void nameWithCommaAndEqualsSign() {
        accounts.with("\"a,b=c\"@example.org", "secret");
        assertThat(login(ScramHash.SHA_1, "n,,", "\"a=2Cb=3Dc\"@example.org", "secret")).startsWith("OK ");
    }

    @Test
    void waitsAfterTooManyFailures() {
        for (int i = 0; i < 3; i++) {
            assertThat(login(ScramHash.SHA_1, "n,,", "nobody@example.org", "x")).startsWith("CREDENTIALS");
        }
        assertThat(say(sasl.start("SCRAM-SHA-1", CLIENT).orElseThrow(), "n,,n=alice@example.org,r=abc")).startsWith("TEMPORARY");
        var elsewhere = TestConnection.from("192.0.2.2");
        assertThat(say(sasl.start("SCRAM-SHA-1", elsewhere).orElseThrow(), "n,,n=alice@example.org,r=abc")).startsWith("r=abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "n", "n,", "n,,", "x,,n=a,r=b", "p=tls-unique,,n=a,r=b", "n,b=c,n=a,r=b", "n,,m=x,n=a,r=b", "n,,n=a", "n,,r=b,n=a",
        "n,,n=,r=b", "n,,n=a=b,r=c", "n,,n=a=2c,r=b", "n,,n=a,r=", "n,,n=a,r=b\u007f", "n,,n=a,r=é", "n,,n=a\0b,r=c", "y,a=,n=,r="})
    void malformedFirst(String message) {
        assertThat(say(sasl.start("SCRAM-SHA-256", CLIENT).orElseThrow(), message)).startsWith("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c=biws", "c=biws,r=NONCE", "c=biws,p=AAAA", "c=biws,r=other,p=AAAA", "r=NONCE,c=biws,p=AAAA", "c=eSws,r=NONCE,p=AAAA",
        "c=!,r=NONCE,p=AAAA", "c=biws,r=NONCE,p=!", "c=biws,r=NONCE+,p=AAAA"})
    void malformedFinal(String message) {
        var exchange = sasl.start("SCRAM-SHA-256", CLIENT).orElseThrow();
        String nonce = say(exchange, "n,,n=alice@example.org,r=abc").split("[=,]")[1];
        assertThat(say(exchange, message.replace("NONCE", nonce))).startsWith("MALFORMED");
    }

    @Test
    void proofsOfWrongLengthAreWrong() {
        for (String proof : List.of("", "AAAA", "A".repeat(400))) {
            var exchange = sasl.start("SCRAM-SHA-256", TestConnection.from("198.51.100.7")).orElseThrow();
            String nonce = say(exchange, "n,,n=alice@example.org,r=abc").split("[=,]")[1];
            assertThat(say(exchange, "c=biws,r=" + nonce + ",p=" + proof)).startsWith("CREDENTIALS");
        }
    }

    @Test
    void clientThatSendsNothingFirstIsAskedTo() {
        var exchange = sasl.start("scram-sha-256", CLIENT).orElseThrow();
        assertThat(exchange.respond(null).toCompletableFuture().join()).isInstanceOfSatisfying(SaslStep.Challenge.class, c -> assertThat(c.octets()).isEmpty());
        assertThat(say(exchange, "n,,n=alice@example.org,r=abc")).startsWith("r=abc");
    }

    private String salt(String name) {
        String challenge = say(sasl.start("SCRAM-SHA-256", CLIENT).orElseThrow(), "n,,n=" + name + ",r=abc");
        return challenge.replaceAll(".*,s=(.*),i=.*", "$1");
    }

    /** A whole exchange, as a client makes it. */
    private String login(ScramHash hash, String header, String name, String password) {
        return login(CLIENT, hash, "", header, new byte[0], name, password);
    }

    private String login(TestConnection client, ScramHash hash, String suffix, String header, byte[] binding, String name, String password) {
        var exchange = sasl.start("SCRAM-" + hash.digest + suffix, client).orElseThrow();
        String bare = "n=" + name + ",r=abc";
        String serverFirst = say(exchange, header + bare);
        if (!serverFirst.startsWith("r=")) {
            return serverFirst;
        }
        String[] fields = serverFirst.split(",");
        var keys = ScramKeys.derive(hash, password, Base64.getDecoder().decode(fields[1].substring(2)), Integer.parseInt(fields[2].substring(2)));
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(joined(header.getBytes(StandardCharsets.UTF_8), binding)) + "," + fields[0];
        byte[] authMessage = (bare + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
        byte[] proof = ScramKeys.hmac(hash, keys.storedKey(), authMessage);
        byte[] clientKey = ScramKeys.hmac(hash, ScramKeys.hi(hash, password, keys.salt(), keys.iterations()), ScramKeys.CLIENT_KEY);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        return say(exchange, withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Nested
    class WithChannelBinding {

        @TempDir
        private Path folder;
        private TestConnection client;
        private byte[] endPoint;

        @BeforeEach
        void makeTls() throws Exception {
            Path pem = Tls.selfSigned(folder, "localhost").certificate();
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
            client = CLIENT.with(sessionOf(certificate));
            endPoint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        }

        private static SSLSession sessionOf(Certificate certificate) {
            return (SSLSession) Proxy.newProxyInstance(SSLSession.class.getClassLoader(), new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> new Certificate[] {certificate});
        }

        @Test
        void plusIsOfferedOnTlsOnly() {
            assertThat(sasl.mechanisms(client)).startsWith("SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-512");
            assertThat(sasl.mechanisms(CLIENT)).noneMatch(name -> name.endsWith("-PLUS"));
            assertThat(sasl.start("SCRAM-SHA-256-PLUS", CLIENT)).isEmpty();
        }

        /** Mutt and NeoMutt take what is announced, can't do it, and don't send. */
        @Test
        void plusIsNotAnnouncedForSmtpButAccepted() {
            for (String protocol : List.of("smtp", "submission", "submissions")) {
                client = client.by(protocol);
                assertThat(sasl.mechanisms(client)).startsWith("SCRAM-SHA-512").noneMatch(name -> name.endsWith("-PLUS"));
                assertThat(plus(ScramHash.SHA_256, "p=tls-server-end-point,,", endPoint, "secret")).startsWith("OK alice@example.org v=");
                assertThat(login(client, ScramHash.SHA_256, "", "y,,", new byte[0], "alice@example.org", "secret")).startsWith("OK");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"smtp", "imap"})
        void plusIsAnnouncedAsTheAdministratorWants(String protocol) {
            for (String where : List.of("always", "never")) {
                try (var other = new Authenticator(accounts, new TestSettings(Map.of(SaslKeys.CHANNEL_BINDING, where)))) {
                    assertThat(other.mechanisms(client.by(protocol)).contains("SCRAM-SHA-256-PLUS")).isEqualTo(where.equals("always"));
                }
            }
        }

        /** RFC 5929 4. */
        @ParameterizedTest
        @EnumSource
        void certificate(ScramHash hash) {
            assertThat(plus(hash, "p=tls-server-end-point,,", endPoint, "secret")).startsWith("OK alice@example.org v=");
            assertThat(plus(hash, "p=tls-server-end-point,,", endPoint, "wrong")).startsWith("CREDENTIALS Wrong");
        }

        @Test
        void anotherCertificateIsAManInTheMiddle() {
            endPoint[0]++;
            assertThat(plus(ScramHash.SHA_256, "p=tls-server-end-point,,", endPoint, "secret")).startsWith("CREDENTIALS SCRAM: the client's end");
        }

        /** RFC 5802 6: a client that could bind was told that the server can't. */
        @Test
        void hiddenOfferIsRefused() {
            assertThat(login(client, ScramHash.SHA_256, "", "y,,", new byte[0], "alice@example.org", "secret")).startsWith("CREDENTIALS SCRAM: -PLUS");
            assertThat(login(client, ScramHash.SHA_256, "", "n,,", new byte[0], "alice@example.org", "secret")).startsWith("OK");
        }

        @ParameterizedTest
        @ValueSource(strings = {"n,,", "y,,", "p=tls-unique,,", "p=,,", "p=tls-exporter,,"})
        void bindingsThatAreNotThere(String header) {
            assertThat(plus(ScramHash.SHA_256, header, endPoint, "secret")).startsWith("MALFORMED");
        }

        private String plus(ScramHash hash, String header, byte[] binding, String password) {
            return login(client, hash, "-PLUS", header, binding, "alice@example.org", password);
        }
    }

    private static String say(SaslExchange exchange, String message) {
        return Steps.text(exchange.respond(message.getBytes(StandardCharsets.UTF_8)));
    }
}
