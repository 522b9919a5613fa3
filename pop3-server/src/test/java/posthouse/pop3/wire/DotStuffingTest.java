package posthouse.pop3.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

    /** Line ends are written {@code $}, a bare CR {@code r}, a bare LF {@code n}. */
    @ParameterizedTest
    @CsvSource({
        "'',        ''",
        "a$,        a$",
        "a,         a$",
        ".,         ..$",
        ".$,        ..$",
        "..$,       ...$",
        "a.$b.,     a.$b.$",
        "a$.b$,     a$..b$",
        "$.$.$,     $..$..$",
        "$$,        $$",
        "an.b$,     an.b$",
        "ar.b$,     ar.b$",
        "ar,        ar$",
        "an,        an$",
        "r,         r$",
        "a$.,       a$..$",
    })
    void stuffs(String message, String sent) {
        byte[] octets = octets(message);
        for (int piece = 1; piece <= octets.length + 1; piece++) {
            var out = new Written();
            var stuffing = new DotStuffing();
            for (int at = 0; at < octets.length; at += piece) {
                int length = Math.min(piece, octets.length - at);
                byte[] next = new byte[length + 3]; // the array may be longer than what counts
                System.arraycopy(octets, at, next, 0, length);
                stuffing.write(next, length, out);
            }
            stuffing.end(out);
            assertThat(out.toString()).as("in pieces of %d", piece).isEqualTo(new String(octets(sent), StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] octets(String text) {
        return text.replace("$", "\r\n").replace("r", "\r").replace("n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
