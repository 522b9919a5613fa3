package posthouse.mailstore.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes text as encoded-words in UTF-8 (RFC 2047 2), each with whole characters. */
final class EncodedWords {
    /** RFC 2047 2 allows 75; with fewer the first one stands in its field's first line. */
    private static final int LONGEST = 60;
    private static final String PLAIN_IN_Q = "!*+-/"; // RFC 2047 5 (3): with letters and digits, those that may stand in a phrase

    private EncodedWords() {
    }

    /** One after the other they are the text. */
    static List<String> of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        long foreign = text.codePoints().filter(c -> c > 127).count();
        return 2 * foreign <= text.codePointCount(0, text.length()) ? quoted(octets) : base64(octets); // what can be read as it stands is
    }

    private static List<String> base64(byte[] octets) {
        int most = (LONGEST - "=?UTF-8?B??=".length()) / 4 * 3;
        var words = new ArrayList<String>();
        for (int start = 0; start < octets.length; ) {
            int end = Math.min(octets.length, start + most);
            while (end < octets.length && isContinuation(octets[end])) {
                end--;
            }
            words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, start, end)) + "?=");
            start = end;
        }
        return words;
    }

    private static List<String> quoted(byte[] octets) {
        int most = LONGEST - "=?UTF-8?Q??=".length();
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int start = 0; start < octets.length; ) {
            int end = start + 1;
            while (end < octets.length && isContinuation(octets[end])) {
                end++;
            }
            int length = 0;
            for (int i = start; i < end; i++) {
                length += quotedLength(octets[i]);
            }
            if (word.length() + length > most) {
                words.add("=?UTF-8?Q?" + word + "?=");
                word.setLength(0);
            }
            for (; start < end; start++) {
                quote(octets[start], word);
            }
        }
        words.add("=?UTF-8?Q?" + word + "?=");
        return words;
    }

    private static void quote(byte octet, StringBuilder word) {
        if (octet == ' ') {
            word.append('_');
        } else if (quotedLength(octet) == 1) {
            word.append((char) octet);
        } else {
            word.append('=').append(Character.toUpperCase(Character.forDigit(octet >> 4 & 15, 16)))
                .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
        }
    }

    private static int quotedLength(byte octet) {
        boolean plain = octet == ' ' || octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z'
            || octet > 0 && PLAIN_IN_Q.indexOf(octet) >= 0;
        return plain ? 1 : 3;
    }

    private static boolean isContinuation(byte octet) {
        return (octet & 0xc0) == 0x80;
    }
}
