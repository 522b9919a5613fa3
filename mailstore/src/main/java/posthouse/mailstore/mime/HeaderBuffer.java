package posthouse.mailstore.mime;

import java.util.Arrays;

/** The header that is being gathered, line by line; and how many octets all headers of the message have had. */
final class HeaderBuffer {
    private static final byte[] EMPTY = {};
    private static final int FIRST_SIZE = 1024;

    private byte[] octets = EMPTY;
    private int length;
    private int line;
    private boolean fieldSeen;
    private int total;

    /** Begins another header. */
    void begin() {
        length = 0;
        line = 0;
        fieldSeen = false;
    }

    /** How many octets more are kept, in all headers. */
    int room() {
        return MimeScanner.MAX_HEADER - total;
    }

    void keep(byte[] source, int from, int to) {
        int count = to - from;
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(Math.max(FIRST_SIZE, length + count), 2 * octets.length));
        }
        System.arraycopy(source, from, octets, length, count);
        length += count;
        total += count;
    }

    /** The fields so far, those of lines that are whole. */
    HeaderFields fields() {
        return new HeaderFields(octets, 0, line);
    }

    // the current line

    boolean lineIsEmpty() {
        return HeaderFields.isEmptyLine(octets, line, length);
    }

    boolean lineBegun() {
        return length > line;
    }

    boolean afterCr() {
        return length > line && octets[length - 1] == '\r';
    }

    /** How many octets end the line: 1 for LF, 2 for CRLF. */
    int lineEndLength() {
        return length >= 2 && octets[length - 2] == '\r' ? 2 : 1;
    }

    /** The line belongs to the header. */
    void takeLine() {
        line = length;
    }

    /** The line does not. */
    void dropLine() {
        length = line;
    }

    /** The multipart whose boundary the line is, or {@code null}. */
    Entity boundary(Boundaries boundaries) {
        return boundaries.match(octets, line, length);
    }

    boolean closes(Entity multipart) {
        return Boundaries.isClosing(multipart, octets, line, length);
    }

    /** Whether the line is no field, and none was before it. */
    boolean noFieldYet() {
        fieldSeen |= HeaderFields.nameEnd(octets, line, length) > line;
        return !fieldSeen;
    }

    boolean lineIsFirst() {
        return line == 0;
    }

    /** Whether there are lines, and no field among them. */
    boolean isText() {
        return line > 0 && !fieldSeen;
    }
}
