package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.journal.StoreKey;

/** Where messages grow until they are stored. Empty after every start. */
final class Spool {
    private final Path folder;
    private final FreeSpace space;
    private final BodyFiles bodies;
    private final StoreKey key;
    private final AtomicLong last = new AtomicLong();

    Spool(Path folder, FreeSpace space, BodyFiles bodies, StoreKey key) throws IOException {
        this.folder = Folders.create(folder);
        this.space = space;
        this.bodies = bodies;
        this.key = key;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    Spooled begin() throws OutOfSpace {
        space.checkFor(0);
        return new Spooled(this, key.checksum());
    }

    SpoolFile file() throws StoreException {
        try {
            return new SpoolFile(folder.resolve(Long.toString(last.incrementAndGet())));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void checkSpace(long more) throws OutOfSpace {
        space.checkFor(more);
    }

    /** Makes a file a body file, on disk, under the number that is returned. */
    long settle(SpoolFile file) throws StoreException {
        try {
            return bodies.settle(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static StoreException failed(IOException e) {
        return FreeSpace.isFull(e) ? FreeSpace.full() : new Unavailable("the message can't be spooled now", e);
    }
}
