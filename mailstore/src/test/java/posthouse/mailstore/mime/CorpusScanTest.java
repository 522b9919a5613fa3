package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusScanTest {

    static Stream<Corpus.Sample> samples() {
        return Corpus.samples().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsTheInvariants(Corpus.Sample sample) {
        Invariants.check(sample.octets(), MimeScannerTest.scan(sample.octets()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsTheSameHoweverTheMessageIsCut(Corpus.Sample sample) {
        MessageStructure whole = MimeScannerTest.scan(sample.octets());
        assertThat(scan(sample.octets(), new Random(1), 1)).isEqualTo(whole);
        assertThat(scan(sample.octets(), new Random(2), 10)).isEqualTo(whole);
        assertThat(scan(sample.octets(), new Random(3), 1000)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsTheSameInAMessageInsideAsInThatMessage(Corpus.Sample sample) {
        findsTheSameInside(sample.octets(), MimeScannerTest.scan(sample.octets()).root());
    }

    private static void findsTheSameInside(byte[] octets, BodyPart part) {
        if (part.isMessage() && part.parts().get(0).bodyEnd() > part.bodyStart()) {
            MessageStructure alone = MimeScannerTest.scan(Arrays.copyOfRange(octets, (int) part.bodyStart(), (int) part.bodyEnd()));
            assertThat(alone.envelope()).isEqualTo(part.envelope());
            assertThat(moved(alone.root(), part.bodyStart())).isEqualTo(part.parts().get(0));
        }
        part.parts().forEach(p -> findsTheSameInside(octets, p));
    }

    private static BodyPart moved(BodyPart part, long by) {
        return new BodyPart(part.headerStart() + by, part.bodyStart() + by, part.bodyEnd() + by, part.lines(), part.type(), part.subtype(),
            part.parameters(), part.id(), part.description(), part.encoding(), part.md5(), part.disposition(), part.dispositionParameters(),
            part.languages(), part.location(), part.parts().stream().map(p -> moved(p, by)).toList(), part.envelope());
    }

    static MessageStructure scan(byte[] octets, Random random, int most) {
        var scanner = new MimeScanner();
        for (int at = 0; at < octets.length;) {
            int length = Math.min(1 + random.nextInt(most), octets.length - at);
            scanner.write(octets, at, length);
            at += length;
        }
        return scanner.finish();
    }
}
