package posthouse.imap.wire;

import java.util.Arrays;
import posthouse.common.net.Input;

/**
 * Gathers one command: its lines, and the octets of its literals (RFC 9051 2.2.1). It stops at each literal that is
 * announced, because what may follow is for someone else to say. Empty, it holds no memory.
 */
public final class CommandBuffer {

    /** What there is. */
    public enum Found {
        /** Not enough yet. */
        NOTHING,
        /** A line ended and announces a literal: then {@link #accept} or {@link #clear}. */
        LITERAL,
        /** A command is complete. */
        COMMAND,
        /** More octets than a line may have. */
        TOO_LONG
    }

    private static final byte[] EMPTY = {};

    private byte[] octets = EMPTY;
    private int length;
    private int lineOctets;
    private int literalOctets;
    private int missing;
    private LiteralHeader literal;

    /** Takes from {@code in} as far as it can. */
    public Found next(Input in, int maxLine) {
        if (missing > 0) {
            int count = Math.min(missing, in.available());
            add(in.array(), in.offset(), count);
            in.skip(count);
            missing -= count;
            if (missing > 0) {
                return Found.NOTHING;
            }
        }
        byte[] line = in.takeLine();
        if (line == null) {
            return lineOctets + in.available() > maxLine ? Found.TOO_LONG : Found.NOTHING;
        }
        lineOctets += line.length;
        int end = withoutLineEnd(line);
        if (lineOctets > maxLine) {
            add(line, 0, Math.min(end, 64)); // enough for the tag
            return Found.TOO_LONG;
        }
        literal = LiteralHeader.endOf(line, end);
        if (length == 0 && literal == null) {
            octets = line;
            length = end;
        } else {
            add(line, 0, end);
        }
        if (literal == null) {
            return Found.COMMAND;
        }
        add(new byte[] {'\r', '\n'}, 0, 2);
        return Found.LITERAL;
    }

    private static int withoutLineEnd(byte[] line) {
        int end = line.length - 1;
        return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
    }

    private void add(byte[] source, int from, int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, octets.length * 2));
        }
        System.arraycopy(source, from, octets, length, count);
        length += count;
    }

    /** Whether nothing of a command was gathered yet. */
    public boolean isEmpty() {
        return length == 0 && missing == 0 && literal == null;
    }

    /** The literal that was announced last. */
    public LiteralHeader literal() {
        return literal;
    }

    /** Octets of the literals of this command, the announced one included. */
    public long literalOctets() {
        return literalOctets + literal.size();
    }

    /** Gathers the announced literal too. */
    public void accept() {
        missing = (int) literal.size();
        literalOctets += missing;
    }

    /** Reads what was gathered. */
    public ImapReader reader(boolean utf8) {
        return new ImapReader(octets, length, utf8);
    }

    /** Forgets what was gathered, and lets go of its memory. */
    public void clear() {
        octets = EMPTY;
        length = 0;
        lineOctets = 0;
        literalOctets = 0;
        missing = 0;
        literal = null;
    }
}
