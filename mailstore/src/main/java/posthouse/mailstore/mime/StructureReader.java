package posthouse.mailstore.mime;

import java.nio.charset.StandardCharsets;

/** Reads what {@link StructureWriter} wrote. Octets that it can't have written end in an IllegalArgumentException, never in anything else. */
final class StructureReader {
    private final byte[] octets;
    private int at;

    StructureReader(byte[] octets) {
        this.octets = octets;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= octets.length) {
                throw new IllegalArgumentException("structure cut off");
            }
            byte octet = octets[at++];
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("structure with too large a number");
    }

    /** A number of things of an octet each at least: no more than there are octets left, but one that stands for none. */
    int count() {
        long count = number();
        if (count < 0 || count > octets.length - at + 1) {
            throw new IllegalArgumentException("structure cut off");
        }
        return (int) count;
    }

    String text() {
        long number = number();
        if (number == 0) {
            return null;
        }
        if (number > 0 && number <= FrequentWords.WORDS.length) {
            return FrequentWords.WORDS[(int) number - 1];
        }
        long length = number - 1 - FrequentWords.WORDS.length;
        if (length < 0 || length > octets.length - at) {
            throw new IllegalArgumentException("structure cut off");
        }
        String text = new String(octets, at, (int) length, StandardCharsets.ISO_8859_1);
        at += (int) length;
        return text;
    }

    void end() {
        if (at < octets.length) {
            throw new IllegalArgumentException("structure with octets behind its end");
        }
    }
}
