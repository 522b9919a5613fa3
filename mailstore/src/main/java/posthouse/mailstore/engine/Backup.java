package posthouse.mailstore.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import posthouse.mailstore.StoreCare.BackedUp;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.backup.BackupFolder;
import posthouse.mailstore.backup.BackupIndex;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.snapshot.SnapshotHeader;

/**
 * Copies a store while it runs: a snapshot of the tables, then all bodies and the journal up to where it is then. Until it is done no
 * file is removed from the store.
 */
final class Backup {
    private static final long SHORTLY = 20_000_000;
    private static final int ATTEMPTS = 500;

    private final Path data;
    private final Journal journal;
    private final Tables tables;
    private final StoredBodies bodies;
    private final BodyFiles large;

    Backup(Path data, Journal journal, Tables tables, StoredBodies bodies, BodyFiles large) {
        this.data = data;
        this.journal = journal;
        this.tables = tables;
        this.bodies = bodies;
        this.large = large;
    }

    BackedUp to(Path folder) throws IOException, Unavailable {
        try (BackupFolder target = BackupFolder.take(folder.toAbsolutePath().normalize(), journal.key().toString());
            StoredBodies.Hold hold = bodies.holdAll()) {
            var segments = new TreeSet<Integer>(tables.database().segments().keySet());
            SnapshotHeader snapshot = snapshot(target);
            Position end = journal.position();
            awaitForced(end);
            for (int segment = snapshot.firstSegment(); segment <= end.segment(); segment++) {
                segments.add(segment);
            }
            bodies(target);
            journal(target, segments, end);
            BackupIndex index = target.finish(end);
            return new BackedUp(index.files().size(), index.octets(), target.copied());
        }
    }

    private SnapshotHeader snapshot(BackupFolder target) throws IOException, Unavailable {
        var header = new SnapshotHeader[1];
        target.write("snapshots/backup.snapshot", out -> {
            var buffered = new BufferedOutputStream(out, 256 << 10);
            try {
                header[0] = tables.database().snapshot(buffered);
            } catch (Unavailable e) {
                throw new IOException(e.getMessage(), e);
            }
            buffered.flush();
        });
        return header[0];
    }

    private void awaitForced(Position place) throws IOException {
        for (int attempt = 0; !journal.isForcedTo(place); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("the journal can't be forced");
            }
            LockSupport.parkNanos(SHORTLY);
        }
    }

    private void bodies(BackupFolder target) throws IOException {
        Path folder = data.resolve("bodies");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !large.isReserved(f)).toList()) {
                try {
                    target.add("bodies/" + file.getParent().getFileName() + "/" + file.getFileName(), file, Files.size(file));
                } catch (NoSuchFileException e) {
                    continue; // of a message that was refused meanwhile
                }
            }
        }
    }

    private void journal(BackupFolder target, TreeSet<Integer> segments, Position end) throws IOException {
        Map<Integer, Long> finished = journal.finished();
        for (int segment : segments) {
            Path file = journal.file(segment);
            String path = "journal/" + file.getFileName();
            if (segment == end.segment()) {
                target.addAnew(path, file, end.offset());
            } else {
                target.add(path, file, finished.get(segment));
            }
        }
    }
}
