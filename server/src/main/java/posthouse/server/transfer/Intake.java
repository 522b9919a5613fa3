package posthouse.server.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.StoreException;

/**
 * A file's octets on their way into the store. Files end their lines with LF, messages with CRLF: a file whose first line ends with CRLF is taken
 * as it stands, in others each LF gets its CR.
 */
final class Intake extends OutputStream {
    private final Incoming incoming;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[16 << 10];
    private int size;
    private byte previous;
    private Boolean asTheyStand;

    Intake(Incoming incoming) {
        this.incoming = incoming;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file could not be read, or the store could not take it. */
    static final class StoreFailed extends IOException {
        StoreFailed(StoreException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        byte now = (byte) octet;
        if (now == '\n') {
            if (asTheyStand == null) {
                asTheyStand = previous == '\r';
            }
            if (!asTheyStand && previous != '\r') {
                put((byte) '\r');
            }
        }
        put(now);
        previous = now;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    private void put(byte octet) throws IOException {
        if (size == buffer.length) {
            drain();
        }
        buffer[size++] = octet;
    }

    private void drain() throws IOException {
        try {
            incoming.write(buffer, 0, size);
        } catch (StoreException e) {
            throw new StoreFailed(e);
        }
        digest.update(buffer, 0, size);
        size = 0;
    }

    void finish() throws IOException {
        drain();
    }

    /** Of the octets as the store has them. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
