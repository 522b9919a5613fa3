package posthouse.common.net;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The octets of one connection that have arrived and were not taken yet. At most {@link #CAPACITY}; the connection stops
 * reading from the socket while it is full. Used by one thread at a time. An empty one holds no memory.
 */
public final class Input {

    /** Octets it holds at most; every line or piece that a session waits for whole must be shorter. */
    public static final int CAPACITY = 128 * 1024;

    private static final byte[] EMPTY = {};
    private static final int FIRST_SIZE = 256;

    private byte[] octets = EMPTY;
    private int start;
    private int end;
    private int searched; // no LF lies in [start, searched)
    private boolean ended;

    /** Octets that can be taken. */
    public int available() {
        return end - start;
    }

    /** Octets that can be added. */
    public int room() {
        return CAPACITY - available();
    }

    /** Whether the peer will send no more: what is here is all there ever will be. */
    public boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** The octet at {@code index} of what is available, not taken. */
    public byte peek(int index) {
        if (index < 0 || index >= available()) {
            throw new IndexOutOfBoundsException(index + " of " + available());
        }
        return octets[start + index];
    }

    /** The array behind what is available: read-only, from {@link #offset()}, valid until the next call that takes or adds. */
    public byte[] array() {
        return octets;
    }

    public int offset() {
        return start;
    }

    /** The index, counted from what is available, of the first LF, or -1. Octets are looked at once however often it is asked. */
    public int lineFeed() {
        for (int i = Math.max(searched, start); i < end; i++) {
            if (octets[i] == '\n') {
                searched = i;
                return i - start;
            }
        }
        searched = end;
        return -1;
    }

    /**
     * Takes a line with its LF and what stands before it, CR included; {@code null} if none has ended yet. Its length is
     * the caller's to judge: any line that fits the buffer comes as it is.
     */
    public byte[] takeLine() {
        int feed = lineFeed();
        return feed < 0 ? null : take(feed + 1);
    }

    /** Takes exactly this many octets; there must be as many. */
    public byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(octets, start, start + checked(length));
        skip(length);
        return taken;
    }

    /** Drops this many octets; there must be as many. */
    public void skip(int length) {
        start += checked(length);
        if (start == end) {
            clear();
        }
    }

    /** Drops everything (RFC 3207 4.2), and the memory with it. */
    public void clear() {
        octets = EMPTY;
        start = 0;
        end = 0;
        searched = 0;
    }

    /** Adds octets that have arrived; there must be {@link #room()}. */
    void add(ByteBuffer arrived) {
        int length = arrived.remaining();
        if (length > room()) {
            throw new IllegalArgumentException(length + " octets for room of " + room());
        }
        makeRoom(length);
        arrived.get(octets, end, length);
        end += length;
    }

    /** Takes over what {@code other} holds, as much as there is room for. */
    int takeFrom(Input other) {
        int length = Math.min(other.available(), room());
        if (length == 0) {
            return 0;
        }
        if (available() == 0 && length == other.available()) {
            octets = other.octets;
            start = other.start;
            end = other.end;
            searched = other.searched;
            other.clear();
            return length;
        }
        makeRoom(length);
        System.arraycopy(other.octets, other.start, octets, end, length);
        end += length;
        other.skip(length);
        return length;
    }

    private void makeRoom(int length) {
        if (octets.length - end >= length) {
            return;
        }
        int kept = available();
        byte[] target = octets.length - kept >= length
            ? octets
            : new byte[kept == 0 ? Math.max(FIRST_SIZE, length) : Math.min(CAPACITY, Integer.highestOneBit(kept + length - 1) << 1)];
        System.arraycopy(octets, start, target, 0, kept);
        searched = Math.max(searched - start, 0);
        octets = target;
        start = 0;
        end = kept;
    }

    private int checked(int length) {
        if (length < 0 || length > available()) {
            throw new IndexOutOfBoundsException(length + " of " + available());
        }
        return length;
    }
}
