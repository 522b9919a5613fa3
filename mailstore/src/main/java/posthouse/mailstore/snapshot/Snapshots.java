package posthouse.mailstore.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.ForcedFile;

/** The snapshots of a store: two are kept. */
public final class Snapshots {
    public static final int KEPT = 2;

    private static final Logger LOG = LogManager.getLogger(Snapshots.class);
    private static final String SUFFIX = ".snapshot";
    private static final String UNFINISHED = "unfinished";

    private final Path folder;

    public Snapshots(Path folder) throws IOException {
        this.folder = Folders.create(folder);
        Files.deleteIfExists(folder.resolve(UNFINISHED));
    }

    /** One that was read back when it was written. */
    public record Snapshot(Path file, SnapshotHeader header) {

        public SnapshotReader open() throws IOException {
            return new SnapshotReader(new BufferedInputStream(Files.newInputStream(file), 256 << 10));
        }

        /** Reads all of it; fails if it is not what was written. */
        public long verify() throws IOException {
            try (SnapshotReader reader = open()) {
                return reader.verify();
            } catch (SnapshotDamaged e) {
                throw new SnapshotDamaged(file + ": " + e.getMessage());
            }
        }
    }

    /** Writes the rows. */
    public interface Source {
        SnapshotHeader writeTo(OutputStream out) throws IOException, Unavailable;
    }

    /** Those that can be read, the newest first. */
    public List<Snapshot> newestFirst() throws IOException {
        var found = new ArrayList<Snapshot>();
        for (Path file : files()) {
            try (var reader = new SnapshotReader(new BufferedInputStream(Files.newInputStream(file)))) {
                found.add(new Snapshot(file, reader.header()));
            } catch (SnapshotDamaged e) {
                LOG.error("{} is of no use: {}", file, e.getMessage());
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Writes a snapshot, puts it on disk, reads it back, and removes those that are too old now. */
    public Snapshot take(Source source) throws IOException, Unavailable {
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            SnapshotHeader header;
            try (ForcedFile file = ForcedFile.create(unfinished)) {
                header = source.writeTo(file);
                file.force();
            }
            new Snapshot(unfinished, header).verify();
            Path file = folder.resolve(String.format("%016d-%013d%s", header.position().batch(), header.created(), SUFFIX));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            Folders.force(folder);
            removeOld();
            return new Snapshot(file, header);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void removeOld() throws IOException {
        List<Path> files = files();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
        }
    }
}
