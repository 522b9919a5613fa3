package posthouse.common.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.common.json.Json;
import posthouse.common.sasl.oauth.AccessTokens.Verdict;

class AccessTokensTest {

    private static final Verdict INVALID = new Verdict.Bad("invalid_token", false);
    private static final Verdict LATE = new Verdict.Bad("invalid_token", true);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String HEADER = "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}";
    private static final String CLAIMS = "{\"iss\":\"https://login.example.org\",\"aud\":[\"mail\",\"other\"],\"exp\":1800000600,"
        + "\"email\":\"alice@example.org\",\"scope\":\"openid mail.all\"}";

    @TempDir
    private Path folder;
    private final Map<String, KeyPair> pairs = new HashMap<>();
    private AccessTokens tokens;

    @BeforeEach
    void makeKeys() throws Exception {
        pairs.put("RS256", pair("RSA", null));
        pairs.put("ES256", pair("EC", "secp256r1"));
        pairs.put("ES384", pair("EC", "secp384r1"));
        pairs.put("EdDSA", pair("Ed25519", null));
        var rsa = (RSAPublicKey) pairs.get("RS256").getPublic();
        Files.writeString(folder.resolve("keys.json"), "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"rs\", \"use\": \"sig\", \"n\": \""
            + base64(unsigned(rsa.getModulus(), 256)) + "\", \"e\": \"AQAB\"}, " + ec("ES256", "P-256", 32) + ", " + ec("ES384", "P-384", 48)
            + ", {\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": \"ed\", \"x\": \"" + base64(ed()) + "\"}, {\"kty\": \"oct\", \"k\": \"AAAA\"}]}");
        tokens = new AccessTokens(settings(), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    private static KeyPair pair(String algorithm, String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (curve != null) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private String ec(String name, String curve, int size) {
        var point = ((ECPublicKey) pairs.get(name).getPublic()).getW();
        return "{\"kty\": \"EC\", \"crv\": \"" + curve + "\", \"kid\": \"" + name + "\", \"x\": \"" + base64(unsigned(point.getAffineX(), size))
            + "\", \"y\": \"" + base64(unsigned(point.getAffineY(), size)) + "\"}";
    }

    private byte[] ed() {
        var point = ((EdECPublicKey) pairs.get("EdDSA").getPublic()).getPoint();
        byte[] high = unsigned(point.getY(), 32);
        byte[] octets = new byte[32];
        for (int i = 0; i < 32; i++) {
            octets[i] = high[31 - i];
        }
        octets[31] |= point.isXOdd() ? (byte) 0x80 : 0;
        return octets;
    }

    private static byte[] unsigned(BigInteger number, int size) {
        byte[] octets = number.toByteArray();
        byte[] padded = new byte[size];
        int length = Math.min(octets.length, size);
        System.arraycopy(octets, octets.length - length, padded, size - length, length);
        return padded;
    }

    private Settings settings() {
        Map<String, String> values = Map.of("auth.oauth.issuer", "https://login.example.org", "auth.oauth.audience", "mail", "auth.oauth.scope", "mail.all",
            "auth.oauth.keys", folder.resolve("keys.json").toString());
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                return Optional.ofNullable(values.get(key.name())).map(key.type()::cast);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"RS256, rs, SHA256withRSA", "ES256, ES256, SHA256withECDSAinP1363Format", "ES384, ES384, SHA384withECDSAinP1363Format", "EdDSA, ed, Ed25519"})
    void goodSignatures(String algorithm, String id, String java) throws Exception {
        String header = "{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\",\"kid\":\"" + id + "\"}";
        assertThat(tokens.verdict(signed(algorithm, java, header, CLAIMS))).isEqualTo(new Verdict.Good("alice@example.org"));
        assertThat(tokens.verdict(signed(algorithm, java, "{\"alg\":\"" + algorithm + "\"}", CLAIMS))).isEqualTo(new Verdict.Good("alice@example.org"));
    }

    @Test
    void signaturesOfOthers() throws Exception {
        String good = signed(HEADER, CLAIMS);
        assertThat(tokens.verdict(good.substring(0, good.length() - 6) + "AAAAAA")).isEqualTo(INVALID);
        assertThat(tokens.verdict(good.replaceFirst("\\.[^.]*$", "."))).isEqualTo(INVALID);
        assertThat(tokens.verdict(signed("{\"alg\":\"none\"}", CLAIMS).replaceFirst("\\.[^.]*$", "."))).isEqualTo(INVALID);
        assertThat(tokens.verdict(signed("{\"alg\":\"HS256\",\"kid\":\"ed\"}", CLAIMS))).isEqualTo(INVALID);
        assertThat(tokens.verdict(signed("{\"alg\":\"RS256\",\"kid\":\"ed\"}", CLAIMS))).isEqualTo(INVALID);
        assertThat(tokens.verdict(signed("{\"alg\":\"EdDSA\",\"kid\":\"unknown\"}", CLAIMS))).isEqualTo(INVALID);
        assertThat(tokens.verdict(signed("{\"alg\":\"EdDSA\",\"kid\":\"ed\",\"crit\":[\"x\"]}", CLAIMS))).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "https://login.example.org | https://login.example.net | false", "\"mail\" | \"web\" | false", "\"exp\" | \"expires\" | false",
        "\"email\" | \"mail\" | false", "alice@example.org\" | alice@example.org\",\"email_verified\":false,\"x\":\" | false",
        "1800000600 | 1799999000 | true", "\"exp\" | \"nbf\":1800001000,\"exp\" | true", "\"exp\" | \"nbf\":1800000030,\"exp\" | "})
    void claims(String from, String to, Boolean late) throws Exception {
        Verdict expected = late == null ? new Verdict.Good("alice@example.org") : new Verdict.Bad("invalid_token", late);
        assertThat(tokens.verdict(signed(HEADER, CLAIMS.replace(from, to)))).isEqualTo(expected);
    }

    @Test
    void scope() throws Exception {
        assertThat(tokens.verdict(signed(HEADER, CLAIMS.replace("mail.all", "mail.some")))).isEqualTo(new Verdict.Bad("insufficient_scope", true));
        assertThat(tokens.verdict(signed(HEADER, CLAIMS.replace("\"scope\":\"openid mail.all\"", "\"scp\":[\"mail.all\"]"))))
            .isEqualTo(new Verdict.Good("alice@example.org"));
        assertThat(LATE).isNotEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "e30.e30.e30", "!.!.!", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="})
    void noTokens(String text) {
        assertThat(tokens.verdict(text)).isEqualTo(INVALID);
    }

    @Test
    void keysThatCanNotBeHad() throws IOException {
        Files.delete(folder.resolve("keys.json"));
        assertThat(tokens.verdict(base64(HEADER.getBytes(StandardCharsets.UTF_8)) + ".e30.AAAA")).isEqualTo(new Verdict.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}x", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":\"\\x\"}", "{\"a\":\"\n\"}", "{a:1}", "{\"a\":tru}", "{\"a\":[1,]}"})
    void noJson(String text) {
        assertThat(catchThrowable(() -> Json.object(text))).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchThrowable(() -> Json.object("{\"a\":" + "[".repeat(100_000)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json() {
        assertThat(Json.object(" {\"a\" : [1, -2.5e3, true, false, null, \"\\u00e9\\n\\\"\"], \"b\":{}} ").toString())
            .isEqualTo("{a=[1, -2.5E+3, true, false, null, \u00e9\n\"], b={}}");
        assertThat(Json.quoted("a\"b\\\n")).isEqualTo("\"a\\\"b\\\\\\u000a\"");
    }

    private String signed(String header, String claims) throws GeneralSecurityException {
        return signed("EdDSA", "Ed25519", header, claims);
    }

    private String signed(String algorithm, String java, String header, String claims) throws GeneralSecurityException {
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance(java);
        signature.initSign(pairs.get(algorithm).getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(octets, octets.length));
    }
}
