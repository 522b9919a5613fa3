package posthouse.mailstore.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.backup.BackupFolder;
import posthouse.mailstore.backup.BackupIndex;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.StoreKey;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.snapshot.Snapshots;

/** A backup, open for reading: its tables are made from its snapshot and journal, in a folder that goes when it is closed. */
final class OpenBackup implements AutoCloseable {
    private static final int CHUNK = 256 << 10;

    private final Path scratch;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Tables tables;
    private final BodyFiles files;
    private final StoredBodies bodies;

    private OpenBackup(Path folder) throws IOException, StoreException {
        scratch = Files.isWritable(folder) ? Files.createTempDirectory(folder, BackupFolder.OPEN) : Files.createTempDirectory(BackupFolder.OPEN);
        journal = Journal.open(folder.resolve("journal"), false, Long.MAX_VALUE, Journal.Probe.NONE);
        snapshots = new Snapshots(folder.resolve("snapshots"));
        tables = new Tables(scratch.resolve("store"), journal, snapshots, () -> { });
        tables.rebuild();
        files = new BodyFiles(folder.resolve("bodies"));
        bodies = new StoredBodies(folder.resolve("journal"), files);
    }

    static OpenBackup open(Path folder) throws StoreException {
        try {
            BackupIndex.read(folder);
            return new OpenBackup(folder);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Compares digests, then reads all of it. */
    static Findings verify(Path folder) throws StoreException {
        try {
            List<String> problems = new ArrayList<>();
            for (BackupIndex.Entry entry : BackupIndex.read(folder).files()) {
                problem(folder, entry, problems);
            }
            if (!problems.isEmpty()) {
                return new Findings(0, 0, 0, 0, problems);
            }
            try (OpenBackup backup = open(folder)) {
                return new Verification(backup.journal, backup.tables, backup.bodies, backup.files, backup.snapshots).run(false);
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Unavailable unreadable(Path folder, IOException e) {
        boolean none = e instanceof NoSuchFileException missing && missing.getReason() != null;
        return new Unavailable(none ? text(e) : "the backup in " + folder + " can't be read: " + text(e), e);
    }

    private static void problem(Path folder, BackupIndex.Entry entry, List<String> problems) {
        try {
            copy(folder.resolve(entry.path()), entry, null);
        } catch (IOException e) {
            problems.add(text(e));
        }
    }

    /**
     * Reads a file of a backup, and fails if it is not what was written.
     *
     * @param target where it goes; {@code null} for nowhere
     */
    static void copy(Path source, BackupIndex.Entry entry, OutputStream target) throws IOException {
        MessageDigest digest = sha256();
        var chunk = new byte[CHUNK];
        try (InputStream in = new DigestInputStream(Files.newInputStream(source), digest)) {
            for (long left = entry.size(); left > 0; ) {
                int read = in.read(chunk, 0, (int) Math.min(CHUNK, left));
                if (read < 0) {
                    throw new IOException(source + " is shorter than it was");
                }
                if (target != null) {
                    target.write(chunk, 0, read);
                }
                left -= read;
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(entry.digest())) {
            throw new IOException(source + " is not what was written");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(IOException e) {
        return e instanceof NoSuchFileException missing && missing.getReason() == null ? missing.getFile() + " is missing"
            : e instanceof NoSuchFileException missing ? missing.getReason() : e.getMessage();
    }

    StoreKey key() {
        return journal.key();
    }

    Database tables() {
        return tables.database();
    }

    StoredBodies bodies() {
        return bodies;
    }

    @Override
    public void close() {
        tables.close();
        bodies.close();
        try {
            remove(scratch);
        } catch (IOException e) {
            // what is left there is of no harm
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
