package posthouse.mailstore.mime;

import java.util.Arrays;

/** RFC 2045 6.8. Octets outside the alphabet are skipped; padding ends a group, and another may follow. */
final class Base64Decoder extends TransferDecoder {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private int bits;
    /** Characters of the group so far. */
    private int count;

    @Override
    public int room(int length) {
        return length / 4 * 3 + 6;
    }

    @Override
    public int decode(byte[] octets, int offset, int length, byte[] target, int targetOffset) {
        int at = offset;
        int end = offset + length;
        int out = targetOffset;
        while (at < end) {
            if (count == 0 && end - at >= 4) {
                int group = VALUES[octets[at] & 0xff] << 18 | VALUES[octets[at + 1] & 0xff] << 12 | VALUES[octets[at + 2] & 0xff] << 6
                    | VALUES[octets[at + 3] & 0xff];
                if (group >= 0) {
                    target[out] = (byte) (group >> 16);
                    target[out + 1] = (byte) (group >> 8);
                    target[out + 2] = (byte) group;
                    out += 3;
                    at += 4;
                    continue;
                }
            }
            out += next(octets[at++], target, out);
        }
        return out - targetOffset;
    }

    private int next(byte octet, byte[] target, int out) {
        int value = VALUES[octet & 0xff];
        if (value < 0) {
            return octet == '=' ? finish(target, out) : 0;
        }
        bits = bits << 6 | value;
        if (++count < 4) {
            return 0;
        }
        target[out] = (byte) (bits >> 16);
        target[out + 1] = (byte) (bits >> 8);
        target[out + 2] = (byte) bits;
        count = 0;
        bits = 0;
        return 3;
    }

    /** The octets of a group that is not full: of two characters one, of three two. */
    @Override
    public int finish(byte[] target, int targetOffset) {
        int written = 0;
        if (count == 2) {
            target[targetOffset] = (byte) (bits >> 4);
            written = 1;
        } else if (count == 3) {
            target[targetOffset] = (byte) (bits >> 10);
            target[targetOffset + 1] = (byte) (bits >> 2);
            written = 2;
        }
        count = 0;
        bits = 0;
        return written;
    }
}
