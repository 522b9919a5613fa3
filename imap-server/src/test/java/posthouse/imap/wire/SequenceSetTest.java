package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceSetTest {

    private static SequenceSet read(String text) throws BadSyntax {
        var in = new ImapReader(text, false);
        var set = in.sequenceSet(Numbering.SEQUENCE);
        in.end();
        return set;
    }

    /** The set, what * is, what it names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | 9 | 1",
        "2,4:7,9,12:* | 15 | 2,4:7,9,12:15", // RFC 9051 9
        "*:4,5:7 | 10 | 4:10", // RFC 9051 9
        "4:2 | 9 | 2:4",
        "* | 9 | 9",
        "*:* | 9 | 9",
        "1:* | 9 | 1:9",
        "559:* | 9 | 9:559", // RFC 9051 6.4.9: always the last message too
        "3,1,2,2:3 | 9 | 1:3",
        "1:* | 0 | ''",
        "5,* | 0 | 5",
        "1:4294967295 | 9 | 1:4294967295",
    })
    void namesNumbers(String text, long star, String expected) throws BadSyntax {
        assertThat(read(text).resolve(star)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0:1", "1,", ",1", "1:", ":1", "1:2:3", "a", "-1", "1;2", "4294967296", "99999999999999999999999", "**", "1 ,2"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadSyntax.class);
    }

    @Test
    void manyLargeRangesCostNoMoreThanTheirText() throws BadSyntax {
        var text = new StringBuilder("1:4294967295");
        while (text.length() < 64 * 1024 - 13) {
            text.append(",1:4294967295");
        }
        assertThat(read(text.toString()).resolve(7)).hasToString("1:4294967295");
    }
}
