package posthouse.mailstore.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what {@link StructureReader} reads. */
final class StructureWriter {
    private byte[] octets = new byte[512];
    private int length;

    byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    /** Seven bits an octet, the lowest first. */
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octets[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[length++] = (byte) rest;
    }

    /** 0 for {@code null}, then the frequent words, then lengths. */
    void text(String text) {
        if (text == null) {
            number(0);
            return;
        }
        Integer word = FrequentWords.number(text);
        if (word != null) {
            number(1 + word);
            return;
        }
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        number(1L + FrequentWords.WORDS.length + latin1.length);
        room(latin1.length);
        System.arraycopy(latin1, 0, octets, length, latin1.length);
        length += latin1.length;
    }

    private void room(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }
}
