package posthouse.mailstore.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.mailstore.mime.HeaderText;

/**
 * A text to look for, case and composition apart ({@link CaseMap}). Everything contains the empty one. Safe for use by many threads.
 */
public final class Needle {
    /** Longer ones are looked for in a way whose time does not depend on what the text repeats. */
    private static final int MAX_SKIPPING = 64;
    /** Frequent characters of mails, the most frequent first. */
    private static final String FREQUENT = " ETAOINSHRDLCUMWFGYPBV-=.,KJXQZ0123456789";
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final char[] chars;
    /** Where a match that fails may go on (Knuth, Morris, Pratt): how many chars match still if the next one, of so many, does not. */
    private final int[] fallback;
    private final boolean ascii;
    /** The two rarest chars, the same one if there is only one. */
    private final Probe first;
    private final Probe second;

    private Needle(String folded) {
        chars = folded.toCharArray();
        fallback = fallback(chars);
        ascii = folded.chars().allMatch(c -> c < 128);
        int rarest = rarest(chars, -1);
        first = new Probe(chars, rarest);
        second = new Probe(chars, chars.length > 1 ? rarest(chars, rarest) : rarest);
    }

    /** A char of the needle, to be looked for at eight octets at once. */
    private static final class Probe {
        final int index;
        /** The char eight times; a letter as a small one, with the bits that make letters small. */
        final long pattern;
        final long small;

        Probe(char[] chars, int index) {
            this.index = index;
            char c = chars.length == 0 ? 0 : chars[index];
            small = c >= 'A' && c <= 'Z' ? 0x20 * ONES : 0;
            pattern = c * ONES | small;
        }

        /** The high bits of the octets that are this char (and, at times, of one behind such). */
        long hits(byte[] octets, int at) {
            long difference = ((long) LONGS.get(octets, at) | small) ^ pattern;
            return difference - ONES & ~difference & HIGH_BITS;
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
        return rawOctets != null && in(header(rawOctets));
    }

    /** A header text as it is searched: decoded, and with spaces for the tabs that many programs fold with. */
    public static String header(String rawOctets) {
        return HeaderText.decode(rawOctets).replace('\t', ' ');
    }

    /** Whether addresses do, written as {@code name <mailbox@host>, <mailbox@host>}; {@code null} contains nothing. */
    public boolean inAddresses(List<Address> addresses) {
        return addresses != null && inHeader(addresses.stream().map(Needle::text).collect(Collectors.joining(", ")));
    }

    /** How an address is searched: {@code name <mailbox@host>}, the name not decoded yet. */
    public static String text(Address address) {
        String mailbox = address.mailbox() == null ? "" : address.mailbox();
        String spec = address.host() == null || address.host().isEmpty() ? mailbox : mailbox + '@' + address.host();
        return address.name() == null ? '<' + spec + '>' : address.name() + " <" + spec + '>';
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
        return ascii && chars.length > 0 && chars.length <= MAX_SKIPPING;
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
        char single = CaseMap.foldToOne(point);
        if (single != 0) {
            return next(before, single);
        }
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

    /** Whether ASCII octets contain it: its two rarest chars are looked for in their distance, at eight places at once. */
    boolean inAscii(byte[] octets, int from, int to) {
        int last = to - chars.length;
        int at = from;
        for (; at <= last - Long.BYTES; at += Long.BYTES) {
            long hits = first.hits(octets, at + first.index) & second.hits(octets, at + second.index);
            for (; hits != 0; hits &= hits - 1) {
                if (matches(octets, at + (Long.numberOfTrailingZeros(hits) >> 3))) {
                    return true;
                }
            }
        }
        for (; at <= last; at++) {
            if (matches(octets, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] octets, int start) {
        for (int i = 0; i < chars.length; i++) {
            if (CaseMap.foldAscii(octets[start + i]) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    private static int rarest(char[] chars, int except) {
        int rarest = except == 0 ? 1 : 0;
        for (int i = rarest + 1; i < chars.length; i++) {
            if (i != except && rarity(chars[i]) > rarity(chars[rarest])) {
                rarest = i;
            }
        }
        return rarest;
    }

    private static int rarity(char c) {
        int rank = FREQUENT.indexOf(c);
        return rank < 0 ? FREQUENT.length() : rank;
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
}
