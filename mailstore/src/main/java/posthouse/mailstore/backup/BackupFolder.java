package posthouse.mailstore.backup;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.mailstore.journal.FolderLock;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.Position;

/** A folder that a backup is written to: what it has already is not copied again. */
public final class BackupFolder implements AutoCloseable {
    private static final List<String> PARTS = List.of("journal", "bodies", "snapshots");
    private static final int CHUNK = 256 << 10;
    private static final int TAIL = 4 << 10;
    private static final String TEMPORARY = ".new";
    /** How names begin of what is there while a backup is read. */
    public static final String OPEN = "open-";
    private static final Set<String> OURS = Set.of("journal", "bodies", "snapshots", "lock", BackupIndex.NAME, BackupIndex.NAME + TEMPORARY);

    private final Path folder;
    private final String store;
    private final FolderLock lock;
    private final Map<String, BackupIndex.Entry> before;
    private final Position end;
    private final List<BackupIndex.Entry> files = new ArrayList<>();
    private final byte[] chunk = new byte[CHUNK];
    private long copied;

    private BackupFolder(Path folder, String store, FolderLock lock, Map<String, BackupIndex.Entry> before, Position end) {
        this.folder = folder;
        this.store = store;
        this.lock = lock;
        this.before = before;
        this.end = end;
    }

    /**
     * Takes a folder for the backup of a store, makes it if there is none.
     *
     * @throws IOException with one clear line if it has something else
     */
    public static BackupFolder take(Path folder, String store) throws IOException {
        Folders.create(folder);
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(f -> f.getFileName().toString()).filter(n -> !OURS.contains(n) && !n.startsWith(OPEN)).toList();
        }
        if (!names.isEmpty()) {
            throw new IOException(folder + " has something else in it: " + names.get(0));
        }
        FolderLock lock = FolderLock.take(folder.resolve("lock"));
        try {
            Map<String, BackupIndex.Entry> before = Map.of();
            Position end = Position.START;
            if (Files.exists(folder.resolve(BackupIndex.NAME))) {
                BackupIndex index = BackupIndex.read(folder);
                if (!index.store().equals(store)) {
                    throw new IOException(folder + " has the backup of another store");
                }
                before = index.byPath();
                end = index.end();
            }
            for (String part : PARTS) {
                Folders.create(folder.resolve(part));
            }
            return new BackupFolder(folder, store, lock, before, end);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** The place that the backup reaches to that was there before. */
    public Position end() {
        return end;
    }

    /** A file that never changes under this name: copied if it is not there yet. */
    public void add(String path, Path source, long size) throws IOException {
        BackupIndex.Entry known = before.get(path);
        Path target = folder.resolve(path);
        if (known != null && known.size() == size && Files.exists(target) && Files.size(target) == size && sameTail(source, target, size)) {
            files.add(known);
        } else {
            addAnew(path, source, size);
        }
    }

    private static boolean sameTail(Path one, Path other, long size) throws IOException {
        return Arrays.equals(tail(one, size), tail(other, size));
    }

    private static byte[] tail(Path file, long size) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            var octets = new byte[(int) Math.min(TAIL, size)];
            access.seek(size - octets.length);
            access.readFully(octets);
            return octets;
        }
    }

    /** The beginning of a file: copied in any case. */
    public void addAnew(String path, Path source, long size) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            write(path, out -> {
                for (long left = size; left > 0; ) {
                    int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                    if (read < 0) {
                        throw new IOException(source + " is shorter than it was");
                    }
                    out.write(chunk, 0, read);
                    left -= read;
                }
            });
        }
    }

    /** Writes what a file is to have. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file that is made for the backup. */
    public void write(String path, Content content) throws IOException {
        Path target = folder.resolve(path);
        Folders.create(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
        try (var file = new FileOutputStream(temporary.toFile()); var out = new Digesting(file)) {
            content.writeTo(out);
            file.getFD().sync();
            files.add(new BackupIndex.Entry(path, out.size, HexFormat.of().formatHex(out.digest.digest())));
            copied += out.size;
        }
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many octets were copied. */
    public long copied() {
        return copied;
    }

    /** Makes what was added the backup; what no longer belongs to it goes. */
    public BackupIndex finish(Position end) throws IOException {
        for (String each : PARTS) {
            forceAll(folder.resolve(each));
        }
        var index = new BackupIndex(store, Instant.now(), end, files);
        Path temporary = folder.resolve(BackupIndex.NAME + TEMPORARY);
        try (var file = new FileOutputStream(temporary.toFile())) {
            file.write(index.text().getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        }
        Files.move(temporary, folder.resolve(BackupIndex.NAME), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Folders.force(folder);
        removeOthers(index);
        return index;
    }

    private static void forceAll(Path folder) throws IOException {
        try (Stream<Path> folders = Files.walk(folder)) {
            for (Path each : folders.filter(Files::isDirectory).toList()) {
                Folders.force(each);
            }
        }
    }

    private void removeOthers(BackupIndex index) throws IOException {
        Set<Path> kept = index.files().stream().map(f -> folder.resolve(f.path())).collect(Collectors.toSet());
        for (String each : PARTS) {
            try (Stream<Path> found = Files.walk(folder.resolve(each))) {
                for (Path file : found.filter(Files::isRegularFile).filter(f -> !kept.contains(f)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Counts and digests what passes. */
    private static final class Digesting extends OutputStream {
        private final OutputStream out;
        private final MessageDigest digest = BackupIndex.sha256();
        private long size;

        Digesting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
            digest.update(octets, from, length);
            size += length;
        }
    }
}
