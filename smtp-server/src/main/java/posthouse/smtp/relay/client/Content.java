package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;

/** A message's octets, read from the store as they are sent: never as a whole in memory. For one thread. */
public final class Content implements AutoCloseable {

    private static final int BLOCK = 64 << 10;

    private final MessageBody body;
    private Boolean eightBit;
    private boolean eightBitHeader;

    public Content(MessageBody body) {
        this.body = body;
    }

    /** The store can't give the octets: what was begun must not be ended as if it were whole. */
    static final class Unreadable extends IOException {
        Unreadable(StoreException cause) {
            super(cause.getMessage(), cause);
        }
    }

    long size() {
        return body.size();
    }

    /** Whether there is anything but US-ASCII in it. */
    boolean isEightBit() throws IOException {
        look();
        return eightBit;
    }

    /** Whether there is in its header. */
    boolean hasEightBitHeader() throws IOException {
        look();
        return eightBitHeader;
    }

    private void look() throws IOException {
        if (eightBit != null) {
            return;
        }
        boolean found = false;
        boolean inHeader = true;
        int column = 0;
        var block = new byte[(int) Math.min(BLOCK, Math.max(1, size()))];
        for (long position = 0; position < size() && !(found && !inHeader); ) {
            int read = read(position, block, block.length);
            for (int i = 0; i < read; i++) {
                byte octet = block[i];
                found |= octet < 0;
                if (inHeader) {
                    eightBitHeader |= octet < 0;
                    if (octet == '\n') {
                        inHeader = column > 0;
                        column = 0;
                    } else if (octet != '\r') {
                        column++;
                    }
                }
            }
            position += read;
        }
        eightBit = found;
    }

    int read(long position, byte[] target, int length) throws IOException {
        try {
            return body.read(position, target, 0, length);
        } catch (StoreException e) {
            throw new Unreadable(e);
        }
    }

    /** Writes the octets from one position up to another. */
    void writeTo(OutputStream out, long from, long to, Runnable progress) throws IOException {
        var block = new byte[(int) Math.min(BLOCK, Math.max(1, to - from))];
        for (long position = from; position < to; ) {
            int read = read(position, block, (int) Math.min(block.length, to - position));
            out.write(block, 0, read);
            position += read;
            progress.run();
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
