package posthouse.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {

    @ParameterizedTest
    @CsvSource({
        "INBOX, INBOX, true",
        "inbox, INBOX, true",
        "inb%, INBOX, true",
        "*, a/b/c, true",
        "%, a, true",
        "%, a/b, false",
        "%/%, a/b, true",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a/*, a/b/c, true",
        "a*c, a/b/c, true",
        "a%c, a/b/c, false",
        "*%, a/b, true",
        "%*, a/b, true",
        "%%, ab, true",
        "a, ab, false",
        "ab, a, false",
        "'', a, false",
        "'', '', true",
        "*/b, b, false",
        "*b, b, true",
        "foo*, foo, true",
    })
    void matches(String pattern, String name, boolean expected) {
        assertThat(new MailboxPattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void agreesWithARegularExpression() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "ab/*%", random.nextInt(3) == 0 ? 90 : 8);
            String name = text(random, "ab/", random.nextInt(3) == 0 ? 90 : 8);
            String expression = pattern.replaceAll("[*%]*\\*[*%]*", "*").replaceAll("%+", "%").replace("*", ".*").replace("%", "[^/]*");
            assertThat(new MailboxPattern(pattern).matches(name)).as(pattern + " " + name)
                .isEqualTo(Pattern.matches(expression, name));
        }
    }

    private static String text(Random random, String letters, int length) {
        var text = new StringBuilder();
        for (int i = random.nextInt(length); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void noPatternIsSlow() {
        var hostile = new MailboxPattern("*a".repeat(30_000) + "*b");
        assertThatCode(() -> {
            for (int i = 0; i < 5000; i++) {
                hostile.matches("a/a/a");
            }
            new MailboxPattern("*a".repeat(500) + "*b").matches("a".repeat(1000));
        }).doesNotThrowAnyException();
    }
}
