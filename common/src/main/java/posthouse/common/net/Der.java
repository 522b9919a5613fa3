package posthouse.common.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As much of DER (X.690) as keys and a certificate of our own need. */
final class Der {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int UTF8_STRING = 0x0c;
    static final int UTC_TIME = 0x17;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private Der() {
    }

    /** A value whose content is these parts, one behind the other. */
    static byte[] value(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] text(int tag, String text) {
        return value(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Dotted, its first two numbers below 40 and 3; numbers below 2^28. */
    static byte[] oid(String dotted) {
        int[] numbers = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        var content = new ByteArrayOutputStream();
        content.write(numbers[0] * 40 + numbers[1]);
        for (int i = 2; i < numbers.length; i++) {
            for (int shift = 21; shift > 0; shift -= 7) {
                if (numbers[i] >> shift != 0) {
                    content.write(numbers[i] >> shift & 0x7f | 0x80);
                }
            }
            content.write(numbers[i] & 0x7f);
        }
        return value(OID, content.toByteArray());
    }

    /** Whole bytes, none unused. */
    static byte[] bits(byte[] octets) {
        return value(BIT_STRING, new byte[] {0}, octets);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        out.write(0x80 | octets);
        for (int i = octets - 1; i >= 0; i--) {
            out.write(length >> 8 * i);
        }
    }

    /** The first value inside a value, whole. */
    static byte[] firstInside(byte[] outer) {
        int start = contentStart(outer, 0);
        int content = contentStart(outer, start);
        return Arrays.copyOfRange(outer, start, content + length(outer, start));
    }

    private static int contentStart(byte[] der, int value) {
        int first = der[value + 1] & 0xff;
        return value + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int value) {
        int first = der[value + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[value + 2 + i] & 0xff;
        }
        return length;
    }
}
