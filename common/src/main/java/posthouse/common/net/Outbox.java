package posthouse.common.net;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Octets of answers that were not given to the socket yet. Between two answers it holds no memory: that of a large answer is the next one's. */
final class Outbox implements Output {

    private static final byte[] EMPTY = {};
    private static final int FIRST_SIZE = 512;
    private static final int LARGE = HIGH_WATER + 32 * 1024;
    /** Large arrays that nobody uses now; to make one costs as much as to fill it. */
    private static final BlockingQueue<byte[]> SPARE = new ArrayBlockingQueue<>(16);

    private byte[] octets = EMPTY;
    private int start;
    private int end;

    @Override
    public void write(byte[] from, int offset, int length) {
        if (octets.length - end < length) {
            grow(Math.addExact(end, length));
        }
        System.arraycopy(from, offset, octets, end, length);
        end += length;
    }

    /** A reply that is not small gets all the room at once, and is copied no more. */
    private void grow(int least) {
        byte[] spare = least > FIRST_SIZE && least <= LARGE ? SPARE.poll() : null;
        byte[] grown = spare != null ? spare : new byte[least <= FIRST_SIZE ? FIRST_SIZE : Math.max(LARGE, least)];
        System.arraycopy(octets, 0, grown, 0, end);
        octets = grown;
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

    /** All is gone, and the socket has it: its room is somebody else's. */
    void release() {
        if (octets.length == LARGE) {
            SPARE.offer(octets);
        }
        clear();
    }

    void clear() {
        octets = EMPTY;
        start = 0;
        end = 0;
    }
}
