package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/** A body that is stored in blocks ({@link BodyForm}), while it is read: the block that was read last is kept. */
final class BodyBlocks {
    private final long length;
    private int[] entries;
    private long[] starts;
    private int current = -1;
    private byte[] block;

    /** Reads the octets as they are stored. */
    interface Stored {
        void read(long position, byte[] target, int offset, int length) throws IOException;
    }

    /** @param length of the body as it was received */
    BodyBlocks(long length) {
        this.length = length;
    }

    void read(Stored stored, long position, byte[] target, int offset, int wanted) throws IOException {
        for (int done = 0; done < wanted; ) {
            load(stored, (int) ((position + done) / BodyForm.BLOCK));
            int from = (int) ((position + done) % BodyForm.BLOCK);
            int some = Math.min(wanted - done, block.length - from);
            if (some <= 0) {
                throw new IOException("a body is shorter than it was");
            }
            System.arraycopy(block, from, target, offset + done, some);
            done += some;
        }
    }

    private void load(Stored stored, int index) throws IOException {
        if (entries == null) {
            readEntries(stored);
        }
        if (index >= entries.length) {
            throw new IOException("a body is shorter than it was");
        }
        if (index == current) {
            return;
        }
        var octets = new byte[BodyForm.stored(entries[index])];
        stored.read(starts[index], octets, 0, octets.length);
        try {
            block = BodyForm.inflate(entries[index], octets, (int) Math.min(BodyForm.BLOCK, length - (long) index * BodyForm.BLOCK));
        } catch (DataFormatException e) {
            throw new IOException("a body is not what was stored", e);
        }
        current = index;
    }

    private void readEntries(Stored stored) throws IOException {
        var found = new int[BodyForm.blocks(length)];
        var octets = new byte[4 * found.length];
        stored.read(0, octets, 0, octets.length);
        ByteBuffer.wrap(octets).asIntBuffer().get(found);
        starts = new long[found.length];
        long start = octets.length;
        for (int i = 0; i < found.length; i++) {
            int size = BodyForm.stored(found[i]);
            if (size > BodyForm.BLOCK) {
                throw new IOException("a body is not what was stored");
            }
            starts[i] = start;
            start += size;
        }
        entries = found;
    }
}
