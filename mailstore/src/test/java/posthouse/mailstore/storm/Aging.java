package posthouse.mailstore.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Makes the files of mail look as if they had lain for a month, all the time: what is compressed when it is cold is so in a storm. */
final class Aging implements AutoCloseable {
    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minusSeconds(30 * 86_400L));
    private static final long PAUSE = 100_000_000;

    private final Path folder;
    private final Thread thread = new Thread(this::run, "aging");
    private volatile boolean closed;

    Aging(Path folder) {
        this.folder = folder;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            age(folder.resolve("bodies"));
            age(folder.resolve("journal"));
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void age(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // files come and go
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
