package posthouse.mailstore.journal;

import java.nio.ByteBuffer;

/**
 * The beginning of a segment.
 *
 * @param previousEnd where the segment before this one ends: what lies beyond is not replayed
 * @param batch number of the last batch before this segment
 * @param sequence number of the last record before this segment
 */
record SegmentHeader(int segment, StoreKey key, long previousEnd, long batch, long sequence) {

    static final int SIZE = 64;
    private static final long MAGIC = 0x5048534547310d0aL; // "PHSEG1", CR LF
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = SIZE - 4;

    ByteBuffer encode() {
        var octets = ByteBuffer.allocate(SIZE);
        octets.putLong(MAGIC).putInt(VERSION).putInt(segment).put(key.octets()).putLong(previousEnd).putLong(batch).putLong(sequence);
        octets.putInt(CHECKSUM_AT, checksum(key, octets.array()));
        return octets.rewind();
    }

    /** The header in these octets, or {@code null} if they are none. */
    static SegmentHeader decode(ByteBuffer from) throws JournalDamaged {
        if (from.remaining() < SIZE || from.getLong() != MAGIC) {
            return null;
        }
        int version = from.getInt();
        if (version > VERSION) {
            throw new JournalDamaged("the journal was written by a newer version of Posthouse (segment format " + version + ")");
        }
        int segment = from.getInt();
        var key = new byte[StoreKey.SIZE];
        from.get(key);
        var header = new SegmentHeader(segment, new StoreKey(key), from.getLong(), from.getLong(), from.getLong());
        return checksum(header.key, from.array()) == from.getInt(CHECKSUM_AT) ? header : null;
    }

    private static int checksum(StoreKey key, byte[] octets) {
        var checksum = key.checksum();
        checksum.update(octets, 0, CHECKSUM_AT);
        return (int) checksum.getValue();
    }

    /** The place before its first batch. */
    Position start() {
        return new Position(segment, SIZE, batch, sequence);
    }
}
