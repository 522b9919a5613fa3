package posthouse.mailstore.journal;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How a body's octets are stored: as they came, or in blocks. In blocks each 128 KiB are deflated for themselves, so that a part is
 * read without what stands before it; in front of them stands how long each block became, 4 octets each, with {@link #RAW} set where
 * deflating it did not help.
 */
public final class BodyForm {
    /** As received. */
    public static final int PLAIN = 0;
    public static final int BLOCKS = 1;

    static final int BLOCK = 128 << 10;
    static final int RAW = 1 << 31;
    /** Less than an eighth is not worth it. */
    private static final int WORTH = 8;

    private BodyForm() {
    }

    /** Whether so many octets instead of so many are worth it. */
    static boolean isWorth(long stored, long plain) {
        return stored <= plain - plain / WORTH;
    }

    static int blocks(long length) {
        return Math.toIntExact((length + BLOCK - 1) / BLOCK);
    }

    /** The octets in blocks, or {@code null} if that saves too little. */
    public static byte[] deflate(byte[] plain) {
        int blocks = blocks(plain.length);
        int most = plain.length - plain.length / WORTH;
        var target = ByteBuffer.allocate(Math.max(most, 4 * blocks));
        target.position(4 * blocks);
        var deflater = new Deflater(6, true);
        try {
            for (int i = 0; i < blocks; i++) {
                int from = i * BLOCK;
                int length = Math.min(BLOCK, plain.length - from);
                deflater.reset();
                deflater.setInput(plain, from, length);
                deflater.finish();
                int start = target.position();
                int room = Math.min(target.remaining(), length);
                int deflated = deflater.deflate(target.array(), start, room);
                boolean raw = !deflater.finished();
                if (raw && target.remaining() < length) {
                    return null;
                } else if (raw) {
                    target.put(plain, from, length);
                    target.putInt(4 * i, length | RAW);
                } else {
                    target.position(start + deflated);
                    target.putInt(4 * i, deflated);
                }
            }
        } finally {
            deflater.end();
        }
        var octets = new byte[target.position()];
        target.flip().get(octets);
        return octets.length <= most ? octets : null;
    }

    /** How many octets a block takes, by what stands in front. */
    static int stored(int entry) {
        return entry & ~RAW;
    }

    /** One block as it was. */
    static byte[] inflate(int entry, byte[] octets, int length) throws DataFormatException {
        if ((entry & RAW) != 0) {
            return octets;
        }
        var inflater = new Inflater(true);
        try {
            var plain = new byte[length];
            inflater.setInput(octets);
            if (inflater.inflate(plain) != length) {
                throw new DataFormatException("a block is shorter than it was");
            }
            return plain;
        } finally {
            inflater.end();
        }
    }
}
