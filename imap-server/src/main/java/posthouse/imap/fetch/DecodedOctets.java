package posthouse.imap.fetch;

import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.TransferDecoder;

/** The content of a part with its transfer encoding undone while it is read. */
final class DecodedOctets implements Octets {

    private static final int PIECE = 16 * 1024;

    private final MessageBody body;
    private final long end;
    private final TransferDecoder decoder;
    private final byte[] encoded = new byte[PIECE];
    private final byte[] decoded;
    private long position;
    private boolean finished;
    private int start; // of what is decoded and was not taken yet
    private int length;
    private long remaining = Long.MAX_VALUE;

    DecodedOctets(MessageBody body, Extent extent, String encoding) {
        this.body = body;
        this.position = extent.start();
        this.end = extent.end();
        this.decoder = TransferDecoder.of(encoding);
        this.decoded = new byte[decoder.room(PIECE)];
    }

    /**
     * What is known of it once it was decoded.
     *
     * @param binary whether there is a NUL in it
     */
    record Measured(long size, boolean binary) {
    }

    static Measured measure(MessageBody body, Extent extent, String encoding) throws StoreException {
        var octets = new DecodedOctets(body, extent, encoding);
        long size = 0;
        boolean binary = false;
        while (octets.more()) {
            for (int i = octets.start; !binary && i < octets.start + octets.length; i++) {
                binary = octets.decoded[i] == 0;
            }
            size += octets.length;
            octets.length = 0;
        }
        return new Measured(size, binary);
    }

    /** Only what {@code extent} names, counted in decoded octets. */
    DecodedOctets cut(Extent extent) throws StoreException {
        long skipped = extent.start();
        while (skipped > 0 && more()) {
            int step = (int) Math.min(skipped, length);
            take(step);
            skipped -= step;
        }
        remaining = extent.size();
        return this;
    }

    @Override
    public long remaining() {
        return remaining;
    }

    @Override
    public int read(byte[] buffer) throws StoreException {
        int read = 0;
        while (read < buffer.length && remaining > 0 && more()) {
            int step = (int) Math.min(Math.min(buffer.length - read, length), remaining);
            System.arraycopy(decoded, start, buffer, read, step);
            take(step);
            remaining -= step;
            read += step;
        }
        return read;
    }

    private void take(int count) {
        start += count;
        length -= count;
    }

    /** Whether there is something decoded, decoding more where there is none. */
    private boolean more() throws StoreException {
        while (length == 0 && !finished) {
            start = 0;
            if (position == end) {
                length = decoder.finish(decoded, 0);
                finished = true;
            } else {
                int read = body.read(position, encoded, 0, (int) Math.min(PIECE, end - position));
                if (read <= 0) {
                    throw new MessageGone("the message is shorter than its structure says");
                }
                position += read;
                length = decoder.decode(encoded, 0, read, decoded, 0);
            }
        }
        return length > 0;
    }
}
