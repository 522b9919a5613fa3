package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;

/** Care of a journal and its tables. */
final class JournalCare implements StoreCare {
    /** What is not worth a copy: that much of a segment may be dead. */
    private static final long BELOW = 95;

    private final Path data;
    private final Supplier<Verification> verification;
    private final Space space;
    private final Backup backup;
    private final OpenStore store;

    JournalCare(Path data, Supplier<Verification> verification, Space space, Backup backup, OpenStore store) {
        this.data = data;
        this.verification = verification;
        this.space = space;
        this.backup = backup;
        this.store = store;
    }

    @Override
    public Findings verify() throws StoreException {
        return verification.get().run(true);
    }

    @Override
    public Compacted compact() throws StoreException {
        try {
            long before = octets();
            store.expiry().runAt(System.currentTimeMillis());
            space.winBack(BELOW);
            return new Compacted(before, octets(), store.database().restorable());
        } catch (IOException e) {
            throw new Unavailable("the store can't be compacted now: " + e.getMessage(), e);
        }
    }

    @Override
    public BackedUp backup(Path folder) throws StoreException {
        return Backups.take(folder, backup::to);
    }

    @Override
    public List<String> restore(Path folder, Wanted wanted) throws StoreException {
        return Backups.restore(store, folder, wanted);
    }

    private long octets() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.mapToLong(f -> f.toFile().isFile() ? f.toFile().length() : 0).sum();
        }
    }
}
