package posthouse.mailstore.engine;

import java.io.IOException;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.StoredBodies;

/** The octets of a message: its prefix from memory, the shared ones from the file they stand in. */
final class StoredBody implements MessageBody {
    private final byte[] prefix;
    private final long size;
    private final StoredBodies.Reader shared;

    static StoredBody open(MessageRow row, StoredBodies bodies) throws Unavailable {
        try {
            return new StoredBody(row, bodies.open(row.segment(), row.place()));
        } catch (IOException e) {
            throw new Unavailable("the message can't be read now", e);
        }
    }

    private StoredBody(MessageRow row, StoredBodies.Reader shared) {
        this.prefix = row.prefix();
        this.size = row.size();
        this.shared = shared;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int prefixSize() {
        return prefix.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws StoreException {
        int wanted = (int) Math.max(0, Math.min(length, size - position));
        int fromPrefix = (int) Math.max(0, Math.min(wanted, prefix.length - position));
        if (fromPrefix > 0) {
            System.arraycopy(prefix, (int) position, target, offset, fromPrefix);
        }
        if (wanted > fromPrefix) {
            try {
                shared.read(position + fromPrefix - prefix.length, target, offset + fromPrefix, wanted - fromPrefix);
            } catch (IOException e) {
                throw new Unavailable("the message can't be read now", e);
            }
        }
        return wanted;
    }

    @Override
    public void close() {
        shared.close();
    }
}
