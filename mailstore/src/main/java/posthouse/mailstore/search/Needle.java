package posthouse.mailstore.search;

import java.util.List;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.mailstore.mime.HeaderText;

/**
 * A text to look for, case and composition apart ({@link CaseMap}). Everything contains the empty one. Safe for use by many threads.
 */
public final class Needle {
    /** Of longer ones the time would depend on the text: they take the way that is linear for all. */
    private static final int MAX_SKIPPING = 64;

    private final char[] chars;
    /** Where a match that fails may go on (Knuth, Morris, Pratt): how many chars match still if the next one, of so many, does not. */
    private final int[] fallback;
    private final boolean ascii;
    /** How far to go on from the last octet of a window (Boyer, Moore, Horspool); 0 for the needle's last. Only if short and ASCII. */
    private final int[] shifts;
    private final int shiftAfterMatch;

    private Needle(String folded) {
        chars = folded.toCharArray();
        fallback = fallback(chars);
        ascii = folded.chars().allMatch(c -> c < 128);
        if (ascii && chars.length > 0 && chars.length <= MAX_SKIPPING) {
            shifts = shifts(chars);
            int last = chars.length - 1;
            shiftAfterMatch = last - folded.lastIndexOf(chars[last], last - 1);
        } else {
            shifts = null;
            shiftAfterMatch = 0;
        }
    }

    public static Needle of(String text) {
        return new Needle(CaseMap.fold(text));
    }

    public boolean isEmpty() {
        return chars.length == 0;
    }

    /** Whether a decoded text contains it. */
    public boolean in(String text) {
        int state = 0;
        for (int i = 0; i < text.length() && state < chars.length;) {
            char c = text.charAt(i);
            if (c < 128) {
                state = next(state, CaseMap.foldAscii(c));
                i++;
            } else {
                int point = text.codePointAt(i);
                state = nextPoint(state, point);
                i += Character.charCount(point);
            }
        }
        return state == chars.length;
    }

    /** Whether a header text contains it once that is decoded; {@code null} contains nothing. */
    public boolean inHeader(String rawOctets) {
        return rawOctets != null && in(HeaderText.decode(rawOctets));
    }

    /** Whether one of the addresses does, each written as {@code name <mailbox@host>}; {@code null} contains nothing. */
    public boolean inAddresses(List<Address> addresses) {
        if (addresses == null) {
            return false;
        }
        for (Address address : addresses) {
            if (inHeader(text(address))) {
                return true;
            }
        }
        return isEmpty();
    }

    private static String text(Address address) {
        String mailbox = address.mailbox() == null ? "" : address.mailbox();
        String spec = address.host() == null || address.host().isEmpty() ? mailbox : mailbox + '@' + address.host();
        return address.name() == null ? spec : address.name() + " <" + spec + '>';
    }

    /** Its mapped form. */
    @Override
    public String toString() {
        return new String(chars);
    }

    // How texts are looked through while they pass: the state is how many chars of the needle the text ends with.

    int length() {
        return chars.length;
    }

    boolean isAscii() {
        return ascii;
    }

    /** Whether {@link #inAscii} can be asked. */
    boolean skips() {
        return shifts != null;
    }

    /** The state after a further folded char; at {@link #length} it is found. */
    int next(int before, char c) {
        int state = before;
        while (state > 0 && chars[state] != c) {
            state = fallback[state];
        }
        return chars[state] == c ? state + 1 : state;
    }

    /** The state after a further character. */
    int nextPoint(int before, int point) {
        String folded = CaseMap.fold(point);
        int state = before;
        for (int i = 0; i < folded.length() && state < chars.length; i++) {
            state = next(state, folded.charAt(i));
        }
        return state;
    }

    /** The state after ASCII octets. */
    int nextAscii(int before, byte[] octets, int from, int to) {
        int state = before;
        for (int i = from; i < to && state < chars.length; i++) {
            state = next(state, CaseMap.foldAscii(octets[i]));
        }
        return state;
    }

    /** Whether ASCII octets contain it, by skips. */
    boolean inAscii(byte[] octets, int from, int to) {
        int last = chars.length - 1;
        int at = from + last;
        while (at < to) {
            int shift = shifts[octets[at]];
            if (shift > 0) {
                at += shift;
            } else if (matches(octets, at - last)) {
                return true;
            } else {
                at += shiftAfterMatch;
            }
        }
        return false;
    }

    private boolean matches(byte[] octets, int start) {
        for (int i = chars.length - 2; i >= 0; i--) {
            if (CaseMap.foldAscii(octets[start + i]) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    private static int[] fallback(char[] chars) {
        int[] fallback = new int[chars.length + 1];
        int state = 0;
        for (int i = 1; i < chars.length; i++) {
            while (state > 0 && chars[state] != chars[i]) {
                state = fallback[state];
            }
            state = chars[state] == chars[i] ? state + 1 : state;
            fallback[i + 1] = state;
        }
        return fallback;
    }

    private static int[] shifts(char[] chars) {
        int[] shifts = new int[128];
        for (int c = 0; c < 128; c++) {
            char folded = CaseMap.foldAscii(c);
            int shift = 0;
            while (shift < chars.length && chars[chars.length - 1 - shift] != folded) {
                shift++;
            }
            shifts[c] = shift;
        }
        return shifts;
    }
}
