package posthouse.mailstore.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the fields of a header, in their order, without copying: {@code while (fields.next()) ...}.
 *
 * <p>A field begins with a line {@code name:} (RFC 5322 2.2; blanks before the colon are obsolete syntax and allowed) and
 * goes on over the lines that begin with a space or a tab. Any other line is a field without a name: it is given back where
 * all fields are, and matches no name. A line ends with LF, and the CRs before it belong to its end. An empty line, or the
 * end of the octets, ends the header.
 */
public final class HeaderFields {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final byte[] octets;
    private final int limit;
    private int start;
    private int nameEnd;
    private int valueStart;
    private int end;

    public HeaderFields(byte[] octets) {
        this(octets, 0, octets.length);
    }

    public HeaderFields(byte[] octets, int offset, int length) {
        this.octets = octets;
        this.limit = offset + length;
        this.end = offset;
        this.start = offset;
    }

    /** Goes to the next field; {@code false} at the end of the header. */
    public boolean next() {
        if (end >= limit || isEmptyLine(octets, end, limit)) {
            start = end;
            nameEnd = end;
            return false;
        }
        start = end;
        readName();
        do {
            end = afterLine(octets, end, limit);
        } while (end < limit && isBlank(octets[end]));
        return true;
    }

    private void readName() {
        nameEnd = nameEnd(octets, start, limit);
        if (nameEnd == start) {
            valueStart = start;
            return;
        }
        int colon = nameEnd;
        while (octets[colon] != ':') {
            colon++;
        }
        valueStart = colon + 1;
    }

    /** Where the field begins. */
    public int start() {
        return start;
    }

    /** Behind the field's last line end. After the last field: where the header's empty line begins, or the end of the octets. */
    public int end() {
        return end;
    }

    /** After the last field: behind the empty line that ends the header; -1 if the octets end before. */
    public int endOfHeader() {
        return isEmptyLine(octets, end, limit) ? afterLine(octets, end, limit) : -1;
    }

    /** Where the name ends that begins with the field; where the field begins if it has none. */
    public int nameEnd() {
        return nameEnd;
    }

    /** Whether this is a field, and not a line without a name. */
    public boolean isNamed() {
        return nameEnd > start;
    }

    /** The name as it stands; empty for a line that is no field. */
    public String name() {
        return new String(octets, start, nameEnd - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether this is the field's name, in any case. */
    public boolean nameIs(String name) {
        int length = nameEnd - start;
        if (length != name.length() || length == 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(octets[start + i]) != lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value, unfolded (RFC 5322 2.2.3) and without blanks around it: one char an octet. It never has a CR, LF or NUL in
     * it: a stray one becomes a space.
     */
    public String value() {
        int from = valueStart;
        int to = end;
        while (from < to && isSpace(octets[from])) {
            from++;
        }
        while (to > from && isSpace(octets[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n' || octets[i] == '\r' || octets[i] == 0) {
                return unfolded(from, to);
            }
        }
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String unfolded(int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet == '\r') {
                int run = i + 1;
                while (run < to && octets[run] == '\r') {
                    run++;
                }
                if (octets[run] != '\n') {
                    Arrays.fill(text, length, length + run - i, (byte) ' ');
                    length += run - i;
                }
                i = run - 1;
            } else if (octet != '\n') {
                text[length++] = octet == 0 ? (byte) ' ' : octet;
            }
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Where the name of the field that begins at {@code start} ends; {@code start} if the line is no field. */
    static int nameEnd(byte[] octets, int start, int limit) {
        int i = start;
        while (i < limit && octets[i] > ' ' && octets[i] < 127 && octets[i] != ':') {
            i++;
        }
        int colon = i;
        while (colon < limit && isBlank(octets[colon])) {
            colon++;
        }
        return colon < limit && octets[colon] == ':' ? i : start;
    }

    static boolean isEmptyLine(byte[] octets, int start, int limit) {
        int i = start;
        while (i < limit && octets[i] == '\r') {
            i++;
        }
        return i < limit && octets[i] == '\n';
    }

    /** Looks at eight octets at once: headers are read far more often than anything else. */
    private static int afterLine(byte[] octets, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long difference = (long) LONGS.get(octets, i) ^ LINE_FEEDS;
            long hits = difference - ONES & ~difference & HIGH_BITS; // the lowest is right
            if (hits != 0) {
                return i + Long.numberOfTrailingZeros(hits) / Byte.SIZE + 1;
            }
        }
        while (i < limit && octets[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, limit);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n' || octet == 0;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }
}
