package posthouse.mailstore.engine;

import java.io.IOException;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.journal.StoredBodies;

/** Bodies in the journal's segments, and in files of their own. */
final class JournalBodies implements Bodies, LargeBodies, AutoCloseable {
    private final StoredBodies stored;
    private final BodyFiles files;

    JournalBodies(StoredBodies stored, BodyFiles files) {
        this.stored = stored;
        this.files = files;
    }

    @Override
    public Octets open(MessageRow row) throws StoreException {
        try {
            return new InFile(stored.open(row.segment(), row.place()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Unavailable unreadable(IOException e) {
        return new Unavailable("the message can't be read now", e);
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
