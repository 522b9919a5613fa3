package posthouse.common.net;

import java.util.Arrays;

/** Octets of answers that were not given to the socket yet. Between two answers it holds no memory. */
final class Outbox implements Output {

    private static final byte[] EMPTY = {};
    private static final int FIRST_SIZE = 512;
    /** A reply that is larger is mostly much larger: it gets all the room at once, and is copied no more. */
    private static final int LARGE = 32 * 1024;

    private byte[] octets = EMPTY;
    private int start;
    private int end;

    @Override
    public void write(byte[] from, int offset, int length) {
        if (octets.length - end < length) {
            int grown = octets.length < LARGE ? Math.max(FIRST_SIZE, 2 * octets.length) : HIGH_WATER + LARGE;
            octets = Arrays.copyOf(octets, Math.max(grown, Math.addExact(end, length)));
        }
        System.arraycopy(from, offset, octets, end, length);
        end += length;
    }

    /** Octets that the socket was not given. */
    int size() {
        return end - start;
    }

    byte[] array() {
        return octets;
    }

    int offset() {
        return start;
    }

    /** The next {@code length} octets are the socket's; the array stays as it is until {@link #emptied()}. */
    void handed(int length) {
        start += length;
    }

    /** All is gone, and more may come: its room is kept. */
    void emptied() {
        start = 0;
        end = 0;
    }

    void clear() {
        octets = EMPTY;
        start = 0;
        end = 0;
    }
}
