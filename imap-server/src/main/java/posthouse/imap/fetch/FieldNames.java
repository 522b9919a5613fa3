package posthouse.imap.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names in HEADER.FIELDS, ready to be compared with many fields, in any case. */
final class FieldNames {

    static final FieldNames NONE = new FieldNames(List.of());

    private final List<String> spelled;
    private final byte[][] lower;
    private final long lengths; // a bit for each length that occurs; of 63 and more one for all

    /** @param spelled as the client spelled them, one char an octet */
    FieldNames(List<String> spelled) {
        this.spelled = List.copyOf(spelled);
        this.lower = spelled.stream().map(name -> name.getBytes(StandardCharsets.ISO_8859_1)).toArray(byte[][]::new);
        long bits = 0;
        for (byte[] name : lower) {
            bits |= bit(name.length);
            for (int i = 0; i < name.length; i++) {
                name[i] = lower(name[i]);
            }
        }
        this.lengths = bits;
    }

    List<String> spelled() {
        return spelled;
    }

    /** Whether one of them stands here; a line without a name is none. */
    boolean contain(byte[] octets, int start, int end) {
        if ((lengths & bit(end - start)) == 0 || end == start) {
            return false;
        }
        for (byte[] name : lower) {
            if (name.length == end - start && isAt(name, octets, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] name, byte[] octets, int start) {
        for (int i = 0; i < name.length; i++) {
            if (lower(octets[start + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static long bit(int length) {
        return 1L << Math.min(length, Long.SIZE - 1);
    }

    private static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldNames names && spelled.equals(names.spelled);
    }

    @Override
    public int hashCode() {
        return spelled.hashCode();
    }
}
