package posthouse.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.common.address.EmailAddress;

class ConfigurationTest {

    private static final Key<String> NAME = Key.text("hostname", null, "A name.");
    private static final Key<String> PLAINTEXT = Key.choice("auth.plaintext", "never", List.of("never", "always"), "A choice.");
    private static final Key<Long> SIZE = Key.number("smtp.max-message-size", 100, 1, 1000, "A number.");
    private static final Key<Boolean> ENABLED = Key.flag("listeners.smtp.enabled", true, "A flag.");
    private static final Key<Duration> DELAY = Key.time("pop3.login-delay", Duration.ofMinutes(1), Duration.ZERO, Duration.ofDays(1), "A time.");
    private static final Key<List<String>> BIND = Key.list("listeners.smtp.bind", List.of("*"), "A list.");
    private static final List<Key<?>> KEYS = List.of(NAME, PLAINTEXT, SIZE, ENABLED, DELAY, BIND);

    private static final Key<Long> NEWEST = Key.number("pop3.newest", 1, 0, 10, "A number.").orPerAccount();
    private static final Key<Duration> EXPIRE = Key.time("pop3.expire", null, Duration.ZERO, Duration.ofDays(10), "A time.").orPerAccount();
    private static final Key<Duration> IDLE = Key.time("pop3.idle", Duration.ZERO, Duration.ZERO, Duration.ofDays(1), "A time.");
    private static final List<Key<?>> OWN = List.of(NEWEST, EXPIRE, IDLE);

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("posthouse.toml");
    }

    @Test
    void defaults() throws BadConfiguration {
        var configuration = Configuration.read(KEYS, Optional.empty(), List.of());
        assertThat(configuration.get(PLAINTEXT)).isEqualTo("never");
        assertThat(configuration.find(PLAINTEXT)).isEmpty();
        assertThat(configuration.find(NAME)).isEmpty();
    }

    @Test
    void file() throws Exception {
        var configuration = read("""
            hostname = "mail.example.org"
            auth.plaintext = "always"
            pop3 = { login-delay = "90s" }
            [smtp]
            max-message-size = 1_000
            [listeners.smtp]
            enabled = false
            bind = ["127.0.0.1", "::1"]
            """);
        assertThat(configuration.get(NAME)).isEqualTo("mail.example.org");
        assertThat(configuration.get(PLAINTEXT)).isEqualTo("always");
        assertThat(configuration.get(DELAY)).hasSeconds(90);
        assertThat(configuration.get(SIZE)).isEqualTo(1000);
        assertThat(configuration.get(ENABLED)).isFalse();
        assertThat(configuration.get(BIND)).containsExactly("127.0.0.1", "::1");
    }

    @Test
    void argumentsAreStrongerThanTheFileAndThoseBefore() throws Exception {
        var configuration = read("smtp.max-message-size = 5", "smtp.max-message-size=6", "smtp.max-message-size=7");
        assertThat(configuration.get(SIZE)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"hostname=mail.example.org, mail.example.org", "hostname=\"a b\", a b", "hostname=127.0.0.1, 127.0.0.1",
        "hostname=12, 12", "hostname=true, true", "hostname=localhost:25, localhost:25", "hostname='x', x", "hostname=a=b, a=b", "hostname = x , x",
        "hostname=1979-05-27, 1979-05-27"})
    void textsOfArguments(String argument, String value) throws Exception {
        assertThat(read("", argument).get(NAME)).isEqualTo(value);
    }

    @Test
    void argumentsOfOtherTypes() throws Exception {
        var configuration = read("", "listeners.smtp.bind=[\"127.0.0.1\"]", "listeners.smtp.enabled=false", "pop3.login-delay=10m", "smtp.max-message-size=0x10");
        assertThat(configuration.get(BIND)).containsExactly("127.0.0.1");
        assertThat(configuration.get(ENABLED)).isFalse();
        assertThat(configuration.get(DELAY)).hasMinutes(10);
        assertThat(configuration.get(SIZE)).isEqualTo(16);
        assertThat(read("", "listeners.smtp.bind=::1").get(BIND)).containsExactly("::1");
    }

    @Test
    void emptyTextOfAKeyWithoutDefaultIsAsIfNotSet() throws Exception {
        assertThat(read("hostname = \"\"").find(NAME)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "hostnam = 'x' | 1:1: hostnam: there is no such key, did you mean hostname?",
        "auth.plaintex = 'x' | 1:1: auth.plaintex: there is no such key, did you mean auth.plaintext?",
        "[atuh]\\nplaintext = 'never' | 2:1: atuh.plaintext: there is no such key, did you mean auth.plaintext?",
        "[auth]\\n  plain-text = 'never' | 2:3: auth.plain-text: there is no such key, did you mean auth.plaintext?",
        "smtp = { max-mesage-size = 1 } | 1:10: smtp.max-mesage-size: there is no such key, did you mean smtp.max-message-size?",
        "colour = 'red' | 1:1: colour: there is no such key; docs/configuration.md lists them",
        "[colours] | 1:1: colours: there is no such key; docs/configuration.md lists them",
        "[[colours]]\\nred = 1 | 1:1: colours: there is no such key; docs/configuration.md lists them",
        "\"a b\".c = 1 | 1:1: \"a b\".c: there is no such key; docs/configuration.md lists them",
        "auth.plaintext = 'sometimes' | 1:1: auth.plaintext: expected \"never\" or \"always\", not \"sometimes\"",
        "auth.plaintext = true | 1:1: auth.plaintext: expected \"never\" or \"always\", not true",
        "hostname = 5 | 1:1: hostname: expected a text in quotes, not 5",
        "smtp.max-message-size = 1001 | 1:1: smtp.max-message-size: expected a number from 1 to 1000, not 1001",
        "smtp.max-message-size = '50' | 1:1: smtp.max-message-size: expected a number from 1 to 1000, not \"50\"",
        "smtp.max-message-size = 1.5 | 1:1: smtp.max-message-size: expected a number from 1 to 1000, not 1.5",
        "listeners.smtp.enabled = 'yes' | 1:1: listeners.smtp.enabled: expected true or false, not \"yes\"",
        "listeners.smtp.bind = [1] | 1:1: listeners.smtp.bind: expected a list of texts in quotes, not [1]",
        "pop3.login-delay = '2d' | 1:1: pop3.login-delay: expected a time from 0s to 1d, such as \"90s\", \"10m\", \"4h\", \"7d\", not \"2d\"",
        "pop3.login-delay = 'soon' | 1:1: pop3.login-delay: expected a time from 0s to 1d, such as \"90s\", \"10m\", \"4h\", \"7d\", not \"soon\"",
        "[hostname]\\nx = 1 | 1:1: hostname: expected a text in quotes, not a table",
        "auth = 5 | 1:1: auth: there is no such key, it is a table of keys",
        "hostname = mail | 1:12: Unexpected 'm', expected a value (a text stands in quotes)",
        "hostname = 'a'\\nhostname = 'b' | 2:1: hostname previously defined at line 1, column 1",
    })
    void mistakeInTheFile(String content, String problem) throws IOException {
        assertThat(problems(content.replace("\\n", "\n"))).containsExactly(file + ":" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "hostname | --set hostname: expected key=value",
        "=x | --set =x: expected key=value",
        "hostnam=x | --set hostnam=x: hostnam: there is no such key, did you mean hostname?",
        "listeners.smtp.enabled=no | --set listeners.smtp.enabled=no: listeners.smtp.enabled: expected true or false, not \"no\"",
    })
    void mistakeOfAnArgument(String argument, String problem) throws IOException {
        assertThat(problems("", argument)).containsExactly(problem);
    }

    @Test
    void allMistakesAtOnceInTheirOrder() throws IOException {
        assertThat(problems("x = 1\nhostname = 5\n[smtp]\nmax-message-size = 0\n[listeners.smtp\n", "y=1")).satisfiesExactly(
            first -> assertThat(first).startsWith(file + ":1:1: x:"),
            second -> assertThat(second).startsWith(file + ":2:1: hostname:"),
            third -> assertThat(third).startsWith(file + ":4:1: smtp.max-message-size:"),
            fourth -> assertThat(fourth).startsWith(file + ":5:"),
            last -> assertThat(last).startsWith("--set y=1: y:"));
    }

    @Test
    void fileThatIsNotThere() {
        assertThat(problemsOf(file)).containsExactly(file + ":1:1: there is no such file");
    }

    @Test
    void folderInsteadOfAFile() {
        assertThat(problemsOf(folder)).containsExactly(folder + ":1:1: can't be read; it is a folder");
    }

    @Test
    void notUtf8() throws IOException {
        Files.write(file, "hostname = \"m\u00fcnchen\"".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(file)).containsExactly(file + ":1:1: the file isn't UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", "\u0000", "[", "]", "=", "[[[[[[[[", "a=[[[[[[[", "a.b.c.d.e.f=1\na.b=2", "\"\"\"", "# only this"})
    void neverThrowsAnythingElse(String content) throws IOException {
        Files.writeString(file, content);
        try {
            Configuration.read(KEYS, Optional.of(file), List.of());
        } catch (BadConfiguration e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "a={", "a=[", "a.", "a='"})
    void muchOfIt(String piece) throws IOException {
        Files.writeString(file, piece.repeat(20_000));
        assertThat(problemsOf(file)).isNotEmpty();
    }

    @Test
    void shippedFileSetsNothingAndStaysSoWhenEachLineIsUncommented() throws Exception {
        String shipped = new ConfigurationPages(KEYS).toml();
        assertThat(read(shipped).find(SIZE)).isEmpty();
        String uncommented = shipped.replaceAll("(?m)^#(?! )", "");
        var configuration = read(uncommented);
        for (Key<?> key : KEYS) {
            assertThat(configuration.find(key).orElse(null)).isEqualTo(key.fallback());
        }
    }

    @Test
    void domainsAndAccountsMayHaveTheirOwn() throws Exception {
        var configuration = Configuration.read(OWN, write("""
            [pop3]
            newest = 5
            expire = "7d"
            [pop3."example.org"]
            newest = 6
            [pop3."Alice@Example.ORG"]
            expire = ""
            [pop3.example.net]
            newest = 8
            [pop3.localhost]
            newest = 9
            """), List.of("pop3.\"bob@example.org\".newest=7"));
        assertThat(configuration.get(NEWEST)).isEqualTo(5);
        assertThat(configuration.forAccount(EmailAddress.parse("alice@example.org")).get(NEWEST)).isEqualTo(6);
        assertThat(configuration.forAccount(EmailAddress.parse("alice@example.org")).find(EXPIRE)).isEmpty();
        assertThat(configuration.forAccount(EmailAddress.parse("bob@example.org")).get(NEWEST)).isEqualTo(7);
        assertThat(configuration.forAccount(EmailAddress.parse("bob@example.org")).get(EXPIRE)).hasDays(7);
        assertThat(configuration.forAccount(EmailAddress.parse("carol@example.net")).get(NEWEST)).isEqualTo(8);
        assertThat(configuration.forAccount(EmailAddress.parse("carol@localhost")).get(NEWEST)).isEqualTo(9);
        assertThat(configuration.forAccount(EmailAddress.parse("carol@example.com")).get(NEWEST)).isEqualTo(5);
        assertThat(configuration.exceptions(NEWEST)).hasSize(4);
        assertThat(configuration.exceptions(EXPIRE)).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[pop3.\"alice@\"]\\nnewest = 1 | 2:1: pop3.\"alice@\".newest: the domain is empty",
        "[pop3.\"example.org\"]\\nnewest = 'x' | 2:1: pop3.\"example.org\".newest: expected a number from 0 to 10, not \"x\"",
        "[pop3.\"example.org\"]\\nidle = 1 | 2:1: pop3.\"example.org\".idle: a domain or an account has a value of its own only for pop3.newest, pop3.expire",
    })
    void mistakeInWhatIsOnesOwn(String content, String problem) throws IOException {
        Optional<Path> written = write(content.replace("\\n", "\n"));
        var bad = catchThrowableOfType(BadConfiguration.class, () -> Configuration.read(OWN, written, List.of()));
        assertThat(bad.problems()).extracting(Problem::toString).containsExactly(file + ":" + problem);
    }

    private Optional<Path> write(String content) throws IOException {
        return Optional.of(Files.writeString(file, content));
    }

    private Configuration read(String content, String... arguments) throws Exception {
        Files.writeString(file, content);
        return Configuration.read(KEYS, Optional.of(file), List.of(arguments));
    }

    private List<String> problems(String content, String... arguments) throws IOException {
        Files.writeString(file, content);
        return problemsOf(file, arguments);
    }

    private static List<String> problemsOf(Path file, String... arguments) {
        var bad = catchThrowableOfType(BadConfiguration.class, () -> Configuration.read(KEYS, Optional.of(file), List.of(arguments)));
        return bad.problems().stream().map(Problem::toString).toList();
    }
}
