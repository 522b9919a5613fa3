package posthouse.smtp;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import posthouse.testkit.MakeProtocol;
import posthouse.testkit.Mutations;
import posthouse.testkit.Transcripts;

/** The transcripts of each policy, as written and mangled. */
class TranscriptTest {

    private static final Path FOLDER = Path.of("src/test/transcripts");

    private static MakeProtocol with(SmtpPolicy policy) {
        return (store, authenticator, settings) -> new SmtpProtocol(policy, store, authenticator, settings);
    }

    private static MakeProtocol withQueue(SmtpPolicy policy) {
        return (store, authenticator, settings) ->
            new SmtpProtocol(policy, store, authenticator, settings, SmtpProtocol.usualFilters(settings), true, Optional.empty());
    }

    @TestFactory
    Stream<DynamicTest> relayIn() {
        return Transcripts.in(FOLDER.resolve("relay-in"), with(SmtpPolicy.RELAY_IN));
    }

    @TestFactory
    Stream<DynamicTest> submission() {
        return Transcripts.in(FOLDER.resolve("submission"), with(SmtpPolicy.SUBMISSION));
    }

    @TestFactory
    Stream<DynamicTest> lmtp() {
        return Transcripts.in(FOLDER.resolve("lmtp"), with(SmtpPolicy.LMTP));
    }

    /** What is announced once there is a queue. */
    @TestFactory
    Stream<DynamicTest> relayInWithQueue() {
        return Transcripts.in(FOLDER.resolve("with-queue"), withQueue(SmtpPolicy.RELAY_IN));
    }

    @TestFactory
    Stream<DynamicTest> submissionWithQueue() {
        return Transcripts.in(FOLDER.resolve("with-queue-submission"), withQueue(SmtpPolicy.SUBMISSION));
    }

    @TestFactory
    Stream<DynamicTest> mangledRelayInWithQueue() {
        return Mutations.of(FOLDER.resolve("with-queue"), withQueue(SmtpPolicy.RELAY_IN));
    }

    @TestFactory
    Stream<DynamicTest> mangledRelayIn() {
        return Mutations.of(FOLDER.resolve("relay-in"), with(SmtpPolicy.RELAY_IN));
    }

    @TestFactory
    Stream<DynamicTest> mangledSubmission() {
        return Mutations.of(FOLDER.resolve("submission"), with(SmtpPolicy.SUBMISSION));
    }

    @TestFactory
    Stream<DynamicTest> mangledLmtp() {
        return Mutations.of(FOLDER.resolve("lmtp"), with(SmtpPolicy.LMTP));
    }
}
