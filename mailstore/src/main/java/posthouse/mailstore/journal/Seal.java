package posthouse.mailstore.journal;

import java.nio.ByteBuffer;

/**
 * The last record of a batch: without it the batch never was.
 *
 * @param records how many stand before it
 * @param checksums a checksum of theirs
 * @param forced how many octets of this segment were on disk when the batch was begun: a bad record below it is damage, one
 *     above it may be a torn tail
 */
record Seal(int records, int checksums, long forced) {

    static final int SIZE = 16;

    byte[] encode() {
        return ByteBuffer.allocate(SIZE).putInt(records).putInt(checksums).putLong(forced).array();
    }

    static Seal decode(byte[] payload) {
        var from = ByteBuffer.wrap(payload);
        return new Seal(from.getInt(), from.getInt(), from.getLong());
    }
}
