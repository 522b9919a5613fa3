package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a message is cut, the same is found in it. */
class ScanChunksTest {

    static Stream<Corpus.Sample> samples() {
        return Corpus.samples().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isTheSameForAnyChunks(Corpus.Sample sample) {
        MessageStructure whole = MimeScannerTest.scan(sample.octets());
        assertThat(scan(sample.octets(), new Random(1), 1)).isEqualTo(whole);
        assertThat(scan(sample.octets(), new Random(2), 10)).isEqualTo(whole);
        assertThat(scan(sample.octets(), new Random(3), 1000)).isEqualTo(whole);
    }

    private static MessageStructure scan(byte[] octets, Random random, int most) {
        var scanner = new MimeScanner();
        for (int at = 0; at < octets.length;) {
            int length = Math.min(1 + random.nextInt(most), octets.length - at);
            scanner.write(octets, at, length);
            at += length;
        }
        return scanner.finish();
    }
}
