package posthouse.pop3.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopCutTest {

    /** Line ends are written {@code $}. */
    @ParameterizedTest
    @CsvSource({
        "a$b$$one$two$three$, 0, a$b$$",
        "a$b$$one$two$three$, 1, a$b$$one$",
        "a$b$$one$two$three$, 3, a$b$$one$two$three$",
        "a$b$$one$two$three$, 9, a$b$$one$two$three$",
        "a$b$$one$two,        2, a$b$$one$two",
        "a$b$,                1, a$b$",
        "$one$two$,           0, $",
        "$one$two$,           1, $one$",
        "a$$$one$,            1, a$$$",
    })
    void cuts(String message, int lines, String top) {
        byte[] octets = message.replace("$", "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int piece = 1; piece <= octets.length; piece++) {
            var cut = new TopCut(lines);
            var kept = new StringBuilder();
            for (int at = 0; at < octets.length && !cut.isOver(); at += piece) {
                int length = Math.min(piece, octets.length - at);
                byte[] next = java.util.Arrays.copyOfRange(octets, at, at + length);
                kept.append(new String(next, 0, cut.take(next, length), StandardCharsets.US_ASCII));
            }
            assertThat(kept.toString().replace("\r\n", "$")).as("in pieces of %d", piece).isEqualTo(top);
        }
    }
}
