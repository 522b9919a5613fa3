package posthouse.testkit;

import java.nio.file.Path;

/** A transcript that can't be read; the message begins with file and line. */
final class BadTranscript extends RuntimeException {
    BadTranscript(Path file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
