package posthouse.pop3;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import posthouse.testkit.Mutations;
import posthouse.testkit.Transcripts;

/** The conversations of {@code src/test/transcripts}. */
class Pop3TranscriptsTest {

    private static final Path FOLDER = Path.of("src/test/transcripts");

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.in(FOLDER, Pop3Protocol::new);
    }

    @TestFactory
    Stream<DynamicTest> mangled() {
        return Mutations.of(FOLDER, Pop3Protocol::new);
    }
}
