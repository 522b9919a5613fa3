package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    /** Whether its header allows to pass over what others publish about TLS: {@code TLS-Required: No}, RFC 8689 3. */
    public boolean isTlsOptional() throws IOException {
        var head = new byte[(int) Math.min(BLOCK, size())];
        int length = head.length == 0 ? 0 : read(0, head, head.length);
        for (String line : new String(head, 0, length, StandardCharsets.ISO_8859_1).split("\r?\n", -1)) {
            if (line.isEmpty()) {
                return false;
            } else if (line.regionMatches(true, 0, "TLS-Required", 0, 12) && line.matches("[^:]{12}[ \t]*:[ \t]*(?i:no)[ \t]*")) {
                return true;
            }
        }
        return false;
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
