package posthouse.common.notes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;

/** One file of notes: all lines are written anew, a second or so after something changed, and when the server ends. */
public final class NoteFile implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(NoteFile.class);
    private static final long DELAY_MILLIS = 1_000;
    private static final Duration TO_FINISH = Duration.ofSeconds(2);
    private static final long MOST_OCTETS = 16 << 20;

    private final Path file;
    private final Supplier<List<String>> lines;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;

    /** @param lines of this moment */
    public NoteFile(Path file, Supplier<List<String>> lines) {
        this.file = file;
        this.lines = lines;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "notes");
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** What was written last; nothing if that can't be read. */
    public static List<String> read(Path file) {
        try {
            return Files.size(file) > MOST_OCTETS ? List.of() : Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("the notes in {} can't be read: {}", file, e.toString());
            return List.of();
        }
    }

    /** Something has changed. */
    public void changed() {
        if (due.compareAndSet(false, true)) {
            thread.schedule(this::write, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void write() {
        due.set(false);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(written, lines.get());
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the notes in {} can't be written: {}", file, e.toString());
        }
    }

    /** Writes what has changed. */
    @Override
    public void close() {
        thread.shutdown();
        Uninterrupted.await(thread, TO_FINISH);
        if (due.get()) {
            write();
        }
    }
}
