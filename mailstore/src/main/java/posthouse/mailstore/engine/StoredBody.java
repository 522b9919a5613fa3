package posthouse.mailstore.engine;

import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MessageRow;

/** The octets of a message: its prefix from memory, the shared ones from where they stand. */
final class StoredBody implements MessageBody {
    private final byte[] prefix;
    private final long size;
    private final Bodies.Octets shared;

    static StoredBody open(MessageRow row, Bodies bodies) throws StoreException, BodyMoved {
        return new StoredBody(row, bodies.open(row));
    }

    private StoredBody(MessageRow row, Bodies.Octets shared) {
        this.prefix = row.where().prefix();
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
            shared.read(position + fromPrefix - prefix.length, target, offset + fromPrefix, wanted - fromPrefix);
        }
        return wanted;
    }

    @Override
    public void close() {
        shared.close();
    }
}
