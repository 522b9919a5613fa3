package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.search.BaseSubject;
import posthouse.mailstore.search.MessageSearch;
import posthouse.mailstore.search.Needle;
import posthouse.mailstore.search.Preview;

/**
 * Any octets are a message: the scanner describes them, in whatever pieces they come, and they can be searched. With all tests the seeds beside
 * this class are replayed, and what once went wrong. To look for more, guided by which code each input reaches:
 * {@code JAZZER_FUZZ=1 mvn -pl mailstore -am test -Dtest=ScannerFuzzTest -Dsurefire.failIfNoSpecifiedTests=false}; what it finds goes to the seeds.
 */
class ScannerFuzzTest {
    private static final String SEEDS = "ScannerFuzzTestInputs/anyOctets";

    @FuzzTest(maxDuration = "12m")
    @EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
    void anyOctets(byte[] octets) throws StoreException {
        look(octets);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatOnceWentWrong(Path seed) throws IOException, StoreException {
        look(Files.readAllBytes(seed));
    }

    static List<Path> seeds() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(ScannerFuzzTest.class.getResource(SEEDS).toURI()))) {
            return files.sorted().toList();
        }
    }

    private static void look(byte[] octets) throws StoreException {
        MessageStructure structure = MimeScannerTest.scan(octets);
        Invariants.check(octets, structure);
        assertThat(CorpusScanTest.scan(octets, new Random(octets.length), 40)).isEqualTo(structure);
        if (structure.envelope().subject() != null) {
            assertThat(HeaderText.decode(structure.envelope().subject())).isNotNull();
            assertThat(BaseSubject.of(structure.envelope().subject())).isNotNull();
        }
        try (MessageBody body = new InMemory(octets)) {
            assertThat(Preview.of(body, structure)).isNotNull();
            assertThat(new MessageSearch(Needle.of("\u2603 nowhere")).textContains(body, structure)).isIn(true, false);
        }
    }

    private record InMemory(byte[] octets) implements MessageBody {
        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public int prefixSize() {
            return 0;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            int available = (int) Math.max(0, Math.min(length, octets.length - position));
            System.arraycopy(octets, (int) position, target, offset, available);
            return available;
        }

        @Override
        public void close() {
        }
    }
}
