package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.Whereabouts;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.journal.StoredBodies;

/** Bodies in the journal's segments, and in files of their own. */
final class JournalBodies implements Bodies, LargeBodies, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(JournalBodies.class);

    private final StoredBodies stored;
    private final BodyFiles files;

    JournalBodies(StoredBodies stored, BodyFiles files) {
        this.stored = stored;
        this.files = files;
    }

    @Override
    public Octets open(MessageRow row) throws StoreException, BodyMoved {
        try {
            return new InFile(stored.open(row.where().segment(), row.where().place(), row.where().form(), row.shared()));
        } catch (NoSuchFileException e) {
            throw new BodyMoved();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Held hold(Collection<Whereabouts> messages) {
        Set<Long> needed = messages.stream().map(where -> StoredBodies.file(where.segment(), where.place())).collect(Collectors.toSet());
        return new HeldFiles(stored.hold(needed));
    }

    /** Files of messages that are gone. */
    void removeFiles(List<Long> numbers) {
        for (long number : numbers) {
            remove(StoredBodies.file(0, number));
        }
    }

    void removeSegment(int segment) {
        remove(segment);
    }

    private void remove(long file) {
        try {
            stored.remove(file);
        } catch (IOException e) {
            LOG.warn("a file that is of no use any more can't be removed: {}", e.toString());
        }
    }

    StoredBodies stored() {
        return stored;
    }

    BodyFiles files() {
        return files;
    }

    private static Unavailable unreadable(IOException e) {
        return new Unavailable("the message can't be read now", e);
    }

    @Override
    public SpoolFile begin(Path scratch) throws IOException {
        return files.take();
    }

    @Override
    public void discard(SpoolFile spooled) throws IOException {
        files.giveBack(spooled);
    }

    @Override
    public long settle(SpoolFile spooled) throws IOException {
        return files.settle(spooled);
    }

    @Override
    public void release(long number, SpoolFile spooled, boolean named) throws IOException {
        if (named) {
            spooled.release();
        } else {
            spooled.close();
        }
    }

    @Override
    public void close() {
        stored.close();
    }

    private record HeldFiles(StoredBodies.Hold hold) implements Held {
        @Override
        public boolean complete() {
            return hold.missing().isEmpty();
        }

        @Override
        public void close() {
            hold.close();
        }
    }

    private record InFile(StoredBodies.Reader reader) implements Octets {
        @Override
        public void read(long position, byte[] target, int offset, int length) throws StoreException {
            try {
                reader.read(position, target, offset, length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
