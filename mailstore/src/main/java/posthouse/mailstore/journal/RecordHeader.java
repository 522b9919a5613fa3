package posthouse.mailstore.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands in front of every record. Its checksum covers the header and the payload; the data behind the payload (octets
 * of messages) has checksums in the payload.
 *
 * @param version of the format
 * @param kind one of the constants
 * @param relaxed whether it was acknowledged before it was forced
 */
record RecordHeader(int version, int kind, boolean relaxed, int segment, int payload, long batch, long sequence, int data) {

    static final int SIZE = 40;
    /** The first octet of a record; the checksum makes it certain. */
    static final int MAGIC = 0x50485231; // "PHR1"
    static final int VERSION = 1;

    /** A {@link Mutation}. */
    static final int MUTATION = 1;
    /** The end of a batch: {@link Seal}. */
    static final int SEAL = 2;
    /** The end of a batch with which the journal was closed in order. */
    static final int CLOSED = 3;

    private static final int CHECKSUM_AT = SIZE - 4;

    RecordHeader(int kind, boolean relaxed, int segment, int payload, long batch, long sequence, int data) {
        this(VERSION, kind, relaxed, segment, payload, batch, sequence, data);
    }

    long length() {
        return (long) SIZE + payload + data;
    }

    /** Header and payload, ready to be written. */
    byte[] encode(StoreKey key, byte[] octets) {
        var record = ByteBuffer.allocate(SIZE + octets.length);
        record.putInt(MAGIC).put((byte) version).put((byte) kind).putShort((short) (relaxed ? 1 : 0)).putInt(segment).putInt(payload)
            .putLong(batch).putLong(sequence).putInt(data);
        record.position(SIZE).put(octets);
        return record.putInt(CHECKSUM_AT, checksum(key, record.array(), octets)).array();
    }

    /** The header at the start of these octets, unchecked but for its first ones; {@code null} if it is none. */
    static RecordHeader decode(ByteBuffer from) {
        if (from.remaining() < SIZE || from.getInt() != MAGIC) {
            return null;
        }
        var header = new RecordHeader(from.get(), from.get(), from.getShort() == 1, from.getInt(), from.getInt(), from.getLong(), from.getLong(),
            from.getInt());
        return header.version < 1 || header.payload < 0 || header.data < 0 ? null : header;
    }

    void checkVersion() throws JournalDamaged {
        if (version > VERSION) {
            throw new JournalDamaged("the journal was written by a newer version of Posthouse (record format " + version + ")");
        }
    }

    static int checksum(StoreKey key, byte[] header, byte[] payload) {
        CRC32C checksum = key.checksum();
        checksum.update(header, 0, CHECKSUM_AT);
        checksum.update(payload, 0, payload.length);
        return (int) checksum.getValue();
    }

    static int checksumIn(byte[] header) {
        return ByteBuffer.wrap(header).getInt(CHECKSUM_AT);
    }
}
