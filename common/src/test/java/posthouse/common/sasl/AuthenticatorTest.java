package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final TestConnection CLIENT = TestConnection.from("192.0.2.1");
    private final TestAccounts accounts = new TestAccounts().with("alice@example.org", "secret").with("bob@example.org", "hidden");
    private final Authenticator sasl = new Authenticator(accounts, new TestSettings(Map.of(SaslKeys.PLAINTEXT, "always", SaslKeys.MAX_FAILURES, 3L)));

    @AfterEach
    void close() {
        sasl.close();
    }

    @ParameterizedTest
    @CsvSource({"never, 127.0.0.1, false", "never, 192.0.2.1, false", "loopback, 127.0.0.1, true", "loopback, ::1, true", "loopback, 192.0.2.1, false",
        "always, 192.0.2.1, true"})
    void passwordsInTheClear(String plaintext, String address, boolean allowed) {
        var connection = TestConnection.from(address);
        try (var authenticator = new Authenticator(accounts, new TestSettings(Map.of(SaslKeys.PLAINTEXT, plaintext)))) {
            assertThat(authenticator.allowsPlaintext(connection)).isEqualTo(allowed);
            assertThat(authenticator.mechanisms(connection)).startsWith("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1");
            assertThat(authenticator.mechanisms(connection).contains("PLAIN")).isEqualTo(allowed);
            assertThat(authenticator.start("PLAIN", connection).isPresent()).isEqualTo(allowed);
            assertThat(authenticator.start("login", connection).isPresent()).isEqualTo(allowed);
        }
    }

    @Test
    void othersAreNotOffered() {
        assertThat(List.of("ANONYMOUS", "CRAM-MD5", "SCRAM-SHA-256-PLUS", "")).allMatch(name -> sasl.start(name, CLIENT).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "|alice@example.org|secret, OK alice@example.org",
        "|ALICE@EXAMPLE.ORG|secret, OK alice@example.org",
        "Alice@example.org|alice@example.org|secret, OK alice@example.org",
        "bob@example.org|alice@example.org|secret, AUTHORIZATION May not act as another account",
        "nobody@example.org|alice@example.org|secret, AUTHORIZATION May not act as another account",
        "bob@example.org|alice@example.org|hidden, CREDENTIALS Wrong name or password",
        "|alice@example.org|Secret, CREDENTIALS Wrong name or password",
        "|nobody@example.org|secret, CREDENTIALS Wrong name or password",
    })
    void plain(String message, String answer) {
        assertThat(plainStep(message)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "||", "|a|", "||b", "a|b", "|a|b|", "|a|b|c"})
    void malformedPlain(String message) {
        assertThat(plainStep(message)).startsWith("MALFORMED");
    }

    @Test
    void plainThatIsNotUtf8() {
        byte[] latin = "\0alice@example.org\0p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Steps.text(sasl.start("PLAIN", CLIENT).orElseThrow().respond(latin))).startsWith("MALFORMED");
    }

    @Test
    void login() {
        var asked = sasl.start("LOGIN", CLIENT).orElseThrow();
        assertThat(Steps.text(asked.respond(null))).isEqualTo("Username:");
        assertThat(Steps.text(asked.respond("alice@example.org".getBytes()))).isEqualTo("Password:");
        assertThat(Steps.text(asked.respond("secret".getBytes()))).isEqualTo("OK alice@example.org");
        var atOnce = sasl.start("LOGIN", CLIENT).orElseThrow();
        assertThat(Steps.text(atOnce.respond("alice@example.org".getBytes()))).isEqualTo("Password:");
        assertThat(Steps.text(atOnce.respond("hidden".getBytes()))).startsWith("CREDENTIALS");
    }

    @Test
    void changedPasswordIsNotRemembered() {
        assertThat(password("alice@example.org", "secret")).startsWith("OK");
        assertThat(password("alice@example.org", "secret")).startsWith("OK");
        accounts.with("alice@example.org", "new");
        assertThat(password("alice@example.org", "secret")).startsWith("CREDENTIALS");
        assertThat(password("alice@example.org", "new")).startsWith("OK");
    }

    @ParameterizedTest
    @CsvSource({"p\u00e4ss, pa\u0308ss", "I\u00adX, IX", "\u00aa, a", "\u2168, IX", "pass\u00a0word, pass word", "\u5bc6\u7801, \u5bc6\u7801",
        "\ud83d\udd11key, \ud83d\udd11key", "\u0007bell, \u0007bell", "\u06271, \u06271"})
    void preparedAlike(String set, String typed) {
        accounts.with("carol@example.org", set);
        assertThat(password("carol@example.org", typed)).startsWith("OK");
    }

    @Test
    void addressThatFailsTooOftenWaits() {
        IntStream.range(0, 3).forEach(i -> assertThat(password("user" + i + "@example.org", "x")).startsWith("CREDENTIALS"));
        assertThat(password("alice@example.org", "secret")).startsWith("TEMPORARY");
        assertThat(Steps.text(sasl.checkPassword(TestConnection.from("192.0.2.2"), "alice@example.org", "secret"))).startsWith("OK");
    }

    @Test
    void successTakesBackItsOwnFailuresOnly() {
        password("alice@example.org", "x");
        password("alice@example.org", "y");
        assertThat(password("alice@example.org", "secret")).startsWith("OK");
        password("bob@example.org", "x");
        password("bob@example.org", "y");
        assertThat(password("alice@example.org", "secret")).startsWith("OK");
        password("bob@example.org", "z");
        assertThat(password("alice@example.org", "secret")).startsWith("TEMPORARY");
    }

    @Test
    void noLimitWhenOff() {
        try (var open = new Authenticator(accounts, new TestSettings(Map.of(SaslKeys.MAX_FAILURES, 0L)))) {
            IntStream.range(0, 20).forEach(i -> assertThat(Steps.text(open.checkPassword(CLIENT, "bob@example.org", "x"))).startsWith("CREDENTIALS"));
            assertThat(Steps.text(open.checkPassword(CLIENT, "bob@example.org", "hidden"))).startsWith("OK");
        }
    }

    @Test
    void manyGuessesAtOnceLearnNoMoreThanTheLimit() {
        var answers = IntStream.range(0, 100).mapToObj(i -> sasl.checkPassword(CLIENT, "bob@example.org", "guess" + i)).toList();
        long told = answers.stream().map(Steps::text).filter(answer -> answer.startsWith("CREDENTIALS")).count();
        assertThat(told).isLessThanOrEqualTo(3 + Runtime.getRuntime().availableProcessors());
    }

    private String plainStep(String message) {
        return Steps.text(sasl.start("PLAIN", CLIENT).orElseThrow().respond(message.replace('|', '\0').getBytes(StandardCharsets.UTF_8)));
    }

    private String password(String name, String password) {
        return Steps.text(sasl.checkPassword(CLIENT, name, password));
    }
}
