package posthouse.imap;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import posthouse.testkit.Mutations;
import posthouse.testkit.Transcripts;

class TranscriptsTest {

    private static final Path FOLDER = Path.of("src/test/transcripts");

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.in(FOLDER, ImapProtocol::new);
    }

    @TestFactory
    Stream<DynamicTest> mangled() {
        return Mutations.of(FOLDER, ImapProtocol::new);
    }
}
