package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.journal.StoreKey;

/** Where messages grow until they are stored. Empty after every start. */
final class Spool {
    /** How much memory all may have beyond their first 64 KiB: a sixteenth. */
    private static final long LENDABLE = Runtime.getRuntime().maxMemory() / 16;

    private final Path folder;
    private final FreeSpace space;
    private final LargeBodies large;
    private final StoreKey key;
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong lent = new AtomicLong();

    Spool(Path folder, FreeSpace space, LargeBodies large, StoreKey key) throws IOException {
        this.folder = Folders.create(folder);
        this.space = space;
        this.large = large;
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

    /** Lends memory to a message, so that it needn't go through a file. @return whether there is as much */
    boolean lend(int octets) {
        if (lent.addAndGet(octets) <= LENDABLE) {
            return true;
        }
        lent.addAndGet(-octets);
        return false;
    }

    void giveBack(int octets) {
        lent.addAndGet(-octets);
    }

    SpoolFile file() throws StoreException {
        try {
            return large.begin(folder.resolve(Long.toString(last.incrementAndGet())));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A message was not settled, and needs its file no more. */
    void discard(SpoolFile file) throws IOException {
        large.discard(file);
    }

    void checkSpace(long more) throws OutOfSpace {
        space.checkFor(more);
    }

    /** Puts a message where large ones go, under the number that is returned. */
    long settle(SpoolFile file) throws StoreException {
        try {
            return large.settle(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A message that was settled is stored, or it never will be. */
    void release(long number, SpoolFile file, boolean stored) throws IOException {
        large.release(number, file, stored);
    }

    static StoreException failed(IOException e) {
        return FreeSpace.isFull(e) ? FreeSpace.full() : new Unavailable("the message can't be spooled now", e);
    }
}
