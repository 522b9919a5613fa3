package posthouse.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321 4.5.2, and what only CRLF.CRLF ends. Each under every way to cut it in three. */
class DataReaderTest {

    private record Result(String message, String fault, String rest) {
    }

    private static Result read(boolean cleans, String wire, int... cuts) {
        byte[] octets = wire.getBytes(StandardCharsets.ISO_8859_1);
        var reader = new DataReader(cleans);
        var message = new ByteArrayOutputStream();
        int at = 0;
        for (int part = 0; part <= cuts.length && !reader.ended(); part++) {
            int end = part < cuts.length ? cuts[part] : octets.length;
            byte[] block = new byte[octets.length + 7]; // what lies around a block is not the reader's
            java.util.Arrays.fill(block, (byte) '\n');
            System.arraycopy(octets, at, block, 5, end - at);
            int taken = reader.read(block, 5, end - at, message::write);
            assertThat(reader.ended() || taken == end - at).isTrue();
            at += taken;
        }
        String rest = reader.ended() ? wire.substring(at) : null;
        return new Result(reader.fault() == null ? message.toString(StandardCharsets.ISO_8859_1) : "", reader.fault(), rest);
    }

    private static void check(String wire, Result expected) {
        check(false, wire, expected);
    }

    private static void check(boolean cleans, String wire, Result expected) {
        for (int first = 0; first <= wire.length(); first++) {
            for (int second = first; second <= wire.length(); second++) {
                assertThat(read(cleans, wire, first, second)).as("%s cut at %d, %d", wire, first, second).isEqualTo(expected);
            }
        }
        var octetByOctet = new int[wire.length()];
        java.util.Arrays.setAll(octetByOctet, i -> i + 1);
        assertThat(read(cleans, wire, octetByOctet)).isEqualTo(expected);
    }

    private static String octets(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    @ParameterizedTest
    @CsvSource({
        ".\\r\\n, ''",
        "a\\r\\n.\\r\\n, a\\r\\n",
        "\\r\\n.\\r\\n, \\r\\n",
        "a\\r\\n..\\r\\n.\\r\\n, a\\r\\n.\\r\\n",
        "..\\r\\n.\\r\\n, .\\r\\n",
        "..a\\r\\n.\\r\\n, .a\\r\\n",
        "...\\r\\n....\\r\\n.\\r\\n, ..\\r\\n...\\r\\n",
        ".a\\r\\n.\\r\\n, a\\r\\n",
        "a.\\r\\nb\\r\\n.\\r\\n, a.\\r\\nb\\r\\n",
        "a\\r\\n\\r\\n\\r\\n.\\r\\n, a\\r\\n\\r\\n\\r\\n",
        "a\\r\\n. \\r\\n.\\r\\n, a\\r\\n \\r\\n",
    })
    void takesDotsAway(String wire, String message) {
        check(octets(wire) + "QUIT\r\n", new Result(octets(message), null, "QUIT\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\nb\\r\\n.\\r\\n, a\\r\\nb\\r\\n",
        "a\\rb\\r\\n.\\r\\n, a\\r\\nb\\r\\n",
        "\\n\\r\\n\\r\\r\\n.\\r\\n, \\r\\n\\r\\n\\r\\n\\r\\n",
        "a\\n.\\nb\\r\\n.\\r\\n, a\\r\\n.\\r\\nb\\r\\n",
        "a\\n.\\r\\nb\\r\\n.\\r\\n, a\\r\\n.\\r\\nb\\r\\n",
        "a\\r.\\rb\\r\\n.\\r\\n, a\\r\\n.\\r\\nb\\r\\n",
        "a\\r\\n.\\nb\\r\\n.\\r\\n, a\\r\\n.\\r\\nb\\r\\n",
        "a\\r\\n.\\rb\\r\\n.\\r\\n, a\\r\\n.\\r\\nb\\r\\n",
        "a\\n..b\\n.c\\r\\n..d\\r\\n.\\r\\n, a\\r\\n.b\\r\\nc\\r\\n.d\\r\\n",
    })
    void cleansLineEnds(String wire, String message) {
        check(true, octets(wire) + "QUIT\r\n", new Result(octets(message), null, "QUIT\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\n.\\n.b\\r\\n.\\r\\n, bare LF",
        "a\\n.\\r\\nb\\r\\n.\\r\\n, bare LF",
        "a\\r\\n.\\nb\\r\\n.\\r\\n, bare LF",
        "a\\r.\\rb\\r\\n.\\r\\n, bare CR",
        "a\\r.\\r\\nb\\r\\n.\\r\\n, bare CR",
        "a\\r\\n.\\rb\\r\\n.\\r\\n, bare CR",
        "a\\r\\n.\\r\\r\\n.\\r\\n, bare CR",
        "a\\r\\r\\n.\\r\\n, bare CR",
        "a\\n\\r\\n.\\r\\n, bare LF",
        "\\n.\\n\\r\\n.\\r\\n, bare LF",
        "\\n\\r\\n.\\r\\n, bare LF",
        "\\r.\\r\\n\\r\\n.\\r\\n, bare CR",
        ".\\n\\r\\n.\\r\\n, bare LF",
        "a\\0b\\r\\n.\\r\\n, NUL",
        "\\0\\r\\n.\\r\\n, NUL",
        "..\\0\\r\\n.\\r\\n, NUL",
        ".\\0\\r\\n.\\r\\n, NUL",
        "a\\r\\0\\n\\r\\n.\\r\\n, bare CR",
    })
    void blames(String wire, String fault) {
        check(octets(wire) + "QUIT\r\n", new Result("", fault, "QUIT\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"''", "a", "a\\r\\n", "a\\r\\n.", "a\\r\\n.\\r", ".", "\\r\\n.\\r"})
    void waitsForTheEnd(String wire) {
        var result = read(false, octets(wire));
        assertThat(result.rest()).isNull();
        assertThat(result.fault()).isNull();
    }

    /** Any message, stuffed and cut anyhow, comes out as it went in. */
    @Test
    void givesBackWhatWasStuffed() {
        var random = new Random(5321);
        String[] pieces = {".", "..", "\r\n", "a", "\u00ff", " ", "\r\n.", "word"};
        for (int round = 0; round < 2000; round++) {
            var message = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                message.append(pieces[random.nextInt(pieces.length)]);
            }
            message.append("\r\n");
            String stuffed = (message.charAt(0) == '.' ? "." : "") + message.toString().replace("\r\n.", "\r\n..");
            int[] cuts = random.ints(random.nextInt(6), 0, stuffed.length()).sorted().toArray();
            assertThat(read(false, stuffed + ".\r\nNOOP\r\n", cuts)).isEqualTo(new Result(message.toString(), null, "NOOP\r\n"));
        }
    }
}
