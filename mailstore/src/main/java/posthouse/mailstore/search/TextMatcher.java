package posthouse.mailstore.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import posthouse.mailstore.mime.Charsets;

/**
 * Looks for one needle in texts of any charset while their octets pass. Stretches of ASCII, in whatever charset, are looked
 * through as octets, the rest character by character. Used by one thread, for one text after the other.
 */
final class TextMatcher implements Sought, Characters {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Needle needle;
    /** How many chars of the needle the text so far ends with. */
    private int state;
    private boolean extendsAscii;
    private final Utf8Source utf8 = new Utf8Source();
    private CharacterSource characters;

    TextMatcher(Needle needle) {
        this.needle = needle;
    }

    @Override
    public boolean isEmpty() {
        return needle.isEmpty();
    }

    @Override
    public boolean in(String text) {
        return needle.in(text);
    }

    @Override
    public void begin(Charset charset) {
        state = 0;
        extendsAscii = charset == null || Charsets.extendsAscii(charset);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII) || charset.equals(StandardCharsets.UTF_8)) {
            utf8.reset();
            characters = utf8;
        } else {
            characters = new DecodedSource(charset);
        }
    }

    /** Whether the needle was found by now. */
    @Override
    public boolean add(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && !found()) {
            if (extendsAscii && characters.isBetween()) {
                int end = asciiEnd(octets, at, to);
                ascii(octets, at, end);
                at = end;
            }
            int stop = Math.min(to, at + CharacterSource.BLOCK);
            if (!found() && at < stop) {
                characters.decode(octets, at, stop, this);
            }
            at = stop;
        }
        return found();
    }

    @Override
    public boolean end() {
        if (!found()) {
            characters.end(this);
        }
        return found();
    }

    boolean found() {
        return state == needle.length();
    }

    @Override
    public void character(int point) {
        if (!found()) {
            state = point < 128 ? needle.next(state, CaseMap.foldAscii(point)) : needle.nextPoint(state, point);
        }
    }

    private void ascii(byte[] octets, int from, int to) {
        int overlap = needle.length() - 1;
        boolean everyOctet = needle.isAscii() && !needle.skips();
        if (everyOctet || to - from <= 2 * overlap) {
            state = needle.nextAscii(state, octets, from, to);
            return;
        }
        state = needle.nextAscii(state, octets, from, from + overlap);
        if (!found()) {
            boolean inside = needle.skips() && needle.inAscii(octets, from, to);
            state = inside ? needle.length() : needle.nextAscii(0, octets, to - overlap, to);
        }
    }

    private static int asciiEnd(byte[] octets, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES && ((long) LONGS.get(octets, i) & 0x8080808080808080L) == 0) {
            i += Long.BYTES;
        }
        while (i < to && octets[i] >= 0) {
            i++;
        }
        return i;
    }
}
