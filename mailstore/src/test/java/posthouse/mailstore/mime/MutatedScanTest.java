package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that went wrong on their way, by a fixed seed. */
class MutatedScanTest {
    private static final int ROUNDS = 6_000;
    private static final int MAX_SIZE = 20_000;
    private static final List<String> PIECES = List.of("\r\n", "\n", "\r", "\r\n\r\n", "--", "\r\n--", "Content-Type: ", "multipart/mixed; boundary=", "\"",
        "message/rfc822", "(", ")", "<", ">", ";", ":", ",", "@", "=?utf-8?q?", "?=", "\\", "\0", "\u00E9", " ", "\t", "From ", "multipart/digest;\r\n boundary=",
        "boundary*0=", "boundary*1*=", "%41", "''", "[", "]", "Content-Transfer-Encoding: base64\r\n", "To: a:b,c;");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void neverFails() {
        var random = new Random(5322);
        List<Corpus.Sample> samples = Corpus.samples();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = samples.get(random.nextInt(samples.size())).octets();
            octets = Arrays.copyOf(octets, Math.min(octets.length, MAX_SIZE));
            for (int times = random.nextInt(8); times >= 0; times--) {
                octets = mutate(octets, random);
            }
            MessageStructure structure = MimeScannerTest.scan(octets);
            Invariants.check(octets, structure);
            assertThat(CorpusScanTest.scan(octets, random, 40)).as("round %d", round).isEqualTo(structure);
        }
    }

    private static byte[] mutate(byte[] octets, Random random) {
        int at = random.nextInt(octets.length + 1);
        int length = Math.min(octets.length - at, random.nextInt(random.nextBoolean() ? 5 : 500));
        return switch (random.nextInt(6)) {
            case 0 -> join(octets, at, new byte[] {(byte) random.nextInt(256)}, Math.min(octets.length, at + 1));
            case 1 -> join(octets, at, new byte[0], at + length);
            case 2 -> join(octets, at, Arrays.copyOfRange(octets, at, at + length), at);
            case 3 -> line(octets, random, at);
            case 4 -> random.nextInt(10) == 0 ? Arrays.copyOf(octets, at) : octets;
            default -> join(octets, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1), at);
        };
    }

    /** A line from somewhere, put somewhere else: boundaries among them. */
    private static byte[] line(byte[] octets, Random random, int at) {
        int start = random.nextInt(octets.length + 1);
        while (start < octets.length && start > 0 && octets[start - 1] != '\n') {
            start++;
        }
        int end = start;
        while (end < octets.length && octets[end] != '\n') {
            end++;
        }
        return join(octets, at, Arrays.copyOfRange(octets, start, Math.min(octets.length, end + 1)), at);
    }

    private static byte[] join(byte[] octets, int until, byte[] between, int from) {
        var out = new ByteArrayOutputStream();
        out.write(octets, 0, until);
        out.writeBytes(between);
        out.write(octets, from, octets.length - from);
        return out.toByteArray();
    }
}
