package posthouse.mailstore.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes the text of header fields: encoded-words (RFC 2047), and octets above 127 as UTF-8 or else windows-1252. Blanks
 * between encoded-words are dropped; words of one charset are decoded together, for mail programs cut characters in two.
 * What is no whole encoded-word, or has a charset nobody knows, is left as it stands. Blanks inside a word are tolerated.
 */
public final class HeaderText {
    private static final int MAX_CHARSET = 64;

    private final String raw;
    private final StringBuilder decoded;
    private int at;
    private boolean moreEnds = true;

    // the encoded-word that was read last
    private Charset charset;
    private byte[] octets;
    private int wordEnd;

    private HeaderText(String raw) {
        this.raw = raw;
        this.decoded = new StringBuilder(raw.length());
    }

    /** @param rawOctets an unfolded value, one char an octet */
    public static String decode(String rawOctets) {
        return rawOctets.contains("=?") ? new HeaderText(rawOctets).decode() : decodePlain(rawOctets);
    }

    private String decode() {
        boolean afterWord = false;
        int start = raw.indexOf("=?");
        while (start >= 0) {
            if (!readWord(start)) {
                start = raw.indexOf("=?", start + 1);
                continue;
            }
            if (!afterWord || !isBlank(at, start)) {
                decoded.append(decodePlain(raw.substring(at, start)));
            }
            appendWords();
            at = wordEnd;
            afterWord = true;
            start = raw.indexOf("=?", at);
        }
        return decoded.append(decodePlain(raw.substring(at))).toString();
    }

    /** Appends the word that was read and those of the same charset that follow at once. */
    private void appendWords() {
        Charset first = charset;
        var joined = new ByteArrayOutputStream();
        int end;
        do {
            joined.writeBytes(octets);
            end = wordEnd;
            int next = end;
            while (next < raw.length() && isBlank(raw.charAt(next))) {
                next++;
            }
            if (!raw.startsWith("=?", next) || !readWord(next)) {
                break;
            }
        } while (charset.equals(first));
        wordEnd = end;
        decoded.append(Charsets.decode(joined.toByteArray(), first));
    }

    /** Reads {@code =?charset*language?B?text?=} at {@code start}, if it is one. */
    private boolean readWord(int start) {
        int charsetEnd = raw.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start - 2 > MAX_CHARSET || !raw.startsWith("?", charsetEnd + 2)) {
            return false;
        }
        char encoding = Character.toLowerCase(raw.charAt(charsetEnd + 1));
        Charset named = encoding == 'b' || encoding == 'q' ? charset(raw.substring(start + 2, charsetEnd)) : null;
        if (named == null || !moreEnds) {
            return false;
        }
        int textStart = charsetEnd + 3;
        int textEnd = raw.indexOf("?=", textStart);
        if (textEnd < 0) {
            moreEnds = false; // nor for any later word: it need not be looked for again
            return false;
        }
        charset = named;
        octets = encoding == 'b' ? base64(raw.substring(textStart, textEnd)) : quoted(raw, textStart, textEnd);
        wordEnd = textEnd + 2;
        return true;
    }

    /** RFC 2231 5: a language may follow the name. */
    private static Charset charset(String name) {
        int language = name.indexOf('*');
        return Charsets.find(language < 0 ? name : name.substring(0, language));
    }

    private static byte[] base64(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        var decoder = TransferDecoder.of("base64");
        byte[] target = new byte[decoder.room(encoded.length)];
        int length = decoder.decode(encoded, 0, encoded.length, target, 0);
        length += decoder.finish(target, length);
        return Arrays.copyOf(target, length);
    }

    /** RFC 2047 4.2. */
    private static byte[] quoted(String raw, int start, int end) {
        var octets = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            int octet = c == '=' && i + 2 < end ? Hex.octet(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
            if (octet >= 0) {
                octets.write(octet);
                i += 2;
            } else {
                octets.write(c == '_' ? ' ' : c);
            }
        }
        return octets.toByteArray();
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isBlank(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String decodePlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 128) {
                return Charsets.decodeUnnamed(raw.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return raw;
    }
}
