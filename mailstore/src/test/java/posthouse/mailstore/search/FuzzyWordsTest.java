package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyWordsTest {

    @ParameterizedTest
    @CsvSource({"hello, Hello, 100", "hello, helo, 75", "hello, hlelo, 75", "hello, hellos, 90", "hello, yellow, 0", "mail, email, 90", "cat, cut, 0", "cat, cats, 90",
        "connection, conection, 75", "connection, conectoin, 50", "straße, STRASSE, 100", "grüße, grusse, 100", "one two, two three one, 100", "one two, two, 0",
        "会议, 会议记录, 90", "hello, '', 0", "'+', a, 100"})
    void words(String sought, String text, int likeness) {
        var matcher = new FuzzyMatcher(FuzzyWords.of(sought));
        assertThat(matcher.in(text)).isEqualTo(likeness > 0);
        if (likeness > 0) {
            assertThat(matcher.likeness()).isEqualTo(likeness);
        }
    }

    @ParameterizedTest
    @CsvSource({"A, A, 0", "AB, BA, 1", "ABC, AC, 1", "ABC, '', 3", "KITTEN, SITTING, 3", "ABCD, BADC, 2"})
    void mistakes(String one, String other, int mistakes) {
        assertThat(FuzzyWords.mistakes(one, other)).isEqualTo(mistakes);
        assertThat(FuzzyWords.mistakes(other, one)).isEqualTo(mistakes);
    }

    /** A text comes in pieces that end anywhere. */
    @Test
    void textsInPieces() {
        byte[] octets = "Ein großes Übergepäck, 会议".getBytes(StandardCharsets.UTF_8);
        var random = new Random(1);
        for (int round = 0; round < 100; round++) {
            var matcher = new FuzzyMatcher(FuzzyWords.of("ubergepack gross 会议"));
            matcher.begin(StandardCharsets.UTF_8);
            for (int at = 0; at < octets.length; ) {
                int end = Math.min(octets.length, at + 1 + random.nextInt(5));
                matcher.add(octets, at, end);
                at = end;
            }
            assertThat(matcher.end()).isTrue();
        }
    }
}
