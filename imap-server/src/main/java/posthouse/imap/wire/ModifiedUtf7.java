package posthouse.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Mailbox names as IMAP4rev1 writes them (RFC 3501 5.1.3). */
public final class ModifiedUtf7 {

    private ModifiedUtf7() {
    }

    public static String encode(String name) {
        var wire = new StringBuilder(name.length() + 8);
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (isPrintable(c)) {
                wire.append(c == '&' ? "&-" : String.valueOf(c));
                i++;
            } else {
                int end = i;
                while (end < name.length() && !isPrintable(name.charAt(end))) {
                    end++;
                }
                wire.append('&').append(base64(name.substring(i, end))).append('-');
                i = end;
            }
        }
        return wire.toString();
    }

    /** A text for people, in US-ASCII: a mailbox's name in it looks as the client knows it. */
    static String inText(String text) {
        var ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int start = i;
            while (i < text.length() && text.charAt(i) >= 0x80) {
                i++;
            }
            if (i > start) {
                ascii.append('&').append(base64(text.substring(start, i))).append('-');
            }
            if (i < text.length()) {
                ascii.append(text.charAt(i));
            }
        }
        return ascii.toString();
    }

    private static String base64(String text) {
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
        return Base64.getEncoder().withoutPadding().encodeToString(utf16).replace('/', ',');
    }

    private static boolean isPrintable(char c) {
        return c >= 0x20 && c <= 0x7e;
    }

    /**
     * Reads a name. Only what {@link #encode} writes for printable US-ASCII and Base64 is taken: printable characters in
     * Base64, a shift that isn't closed or superfluous shifts are refused, so that a name has one spelling (RFC 3501 5.1.3).
     */
    public static String decode(String wire) throws BadSyntax {
        if (wire.chars().anyMatch(c -> c > 0x7e)) { // taken as UTF-8, the client would not know it again in LIST (mbsync 1.4)
            throw new BadSyntax("mailbox name is not modified UTF-7: octets over 126");
        }
        if (wire.indexOf('&') < 0) {
            return wire;
        }
        var name = new StringBuilder(wire.length());
        int i = 0;
        while (i < wire.length()) {
            char c = wire.charAt(i);
            if (c != '&') {
                name.append(c);
                i++;
                continue;
            }
            int end = wire.indexOf('-', i);
            if (end < 0) {
                throw new BadSyntax("mailbox name is not modified UTF-7: & without -");
            }
            name.append(end == i + 1 ? "&" : decodeBase64(wire.substring(i + 1, end)));
            if (end > i + 1 && wire.startsWith("&", end + 1) && !wire.startsWith("&-", end + 1)) {
                throw new BadSyntax("mailbox name is not modified UTF-7: superfluous shift");
            }
            i = end + 1;
        }
        return name.toString();
    }

    private static String decodeBase64(String text) throws BadSyntax {
        String decoded;
        byte[] utf16;
        try {
            if (text.indexOf('/') >= 0 || text.indexOf('=') >= 0) {
                throw new BadSyntax("mailbox name is not modified UTF-7: bad Base64");
            }
            utf16 = Base64.getDecoder().decode(text.replace(',', '/'));
            decoded = StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(utf16)).toString();
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new BadSyntax("mailbox name is not modified UTF-7: bad Base64");
        }
        if (decoded.chars().anyMatch(c -> isPrintable((char) c)) || !base64(decoded).equals(text)) {
            throw new BadSyntax("mailbox name is not modified UTF-7: needless or sloppy Base64");
        }
        return decoded;
    }
}
