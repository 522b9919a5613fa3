package posthouse.mailstore.search;

import java.nio.charset.Charset;

/** UTF-8; octets that are none are taken as windows-1252. So it does for texts that don't name their charset, or lie about it. */
final class Utf8Source implements CharacterSource {
    private static final String WINDOWS_1252 = windows1252();

    /** Octets of a character that is begun, and how many are still missing. */
    private final int[] held = new int[4];
    private int heldLength;
    private int missing;

    private static String windows1252() {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return new String(octets, Charset.forName("windows-1252"));
    }

    @Override
    public boolean isBetween() {
        return missing == 0;
    }

    @Override
    public void decode(byte[] octets, int from, int to, Characters target) {
        int i = from;
        while (i < to) {
            if (missing == 0 && i + 2 < to && isWholeOfThree(octets, i)) {
                target.character((octets[i] & 0x0f) << 12 | (octets[i + 1] & 0x3f) << 6 | octets[i + 2] & 0x3f);
                i += 3;
            } else {
                octet(octets[i++] & 0xff, target);
            }
        }
    }

    /** Whether a character of three octets begins here: most of Chinese, Japanese and Korean. */
    private static boolean isWholeOfThree(byte[] octets, int at) {
        // E0 may be longer than it need be, ED half of a surrogate pair: they take the other way
        return (octets[at] & 0xf0) == 0xe0 && octets[at] != (byte) 0xe0 && octets[at] != (byte) 0xed && (octets[at + 1] & 0xc0) == 0x80
            && (octets[at + 2] & 0xc0) == 0x80;
    }

    private void octet(int octet, Characters target) {
        if (missing > 0 && (octet & 0xC0) == 0x80) {
            held[heldLength++] = octet;
            if (--missing == 0) {
                complete(target);
            }
            return;
        }
        release(target);
        missing = octet < 0xC2 || octet > 0xF4 ? 0 : octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
        if (missing > 0) {
            held[heldLength++] = octet;
        } else {
            target.character(WINDOWS_1252.charAt(octet));
        }
    }

    private void complete(Characters target) {
        int point = held[0] & 0x3f >> heldLength - 1;
        for (int i = 1; i < heldLength; i++) {
            point = point << 6 | held[i] & 0x3f;
        }
        boolean shortest = point >= (heldLength == 2 ? 0x80 : heldLength == 3 ? 0x800 : 0x10000);
        boolean character = point <= Character.MAX_CODE_POINT && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
        if (shortest && character) {
            heldLength = 0;
            target.character(point);
        } else {
            release(target);
        }
    }

    private void release(Characters target) {
        for (int i = 0; i < heldLength; i++) {
            target.character(WINDOWS_1252.charAt(held[i]));
        }
        reset();
    }

    void reset() {
        heldLength = 0;
        missing = 0;
    }

    @Override
    public void end(Characters target) {
        release(target);
    }
}
