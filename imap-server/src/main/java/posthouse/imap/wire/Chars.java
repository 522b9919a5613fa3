package posthouse.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Classes of octets (RFC 9051 9), and their meaning as text. */
public final class Chars {

    private Chars() {
    }

    /** Of a command's or an item's name. */
    static boolean isKeywordChar(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.' || b == '-' || b == '_';
    }

    /** Of base64 and its padding. */
    static boolean isBase64Char(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=';
    }

    /** ATOM-CHAR: no control characters, no octets over 126, no atom-specials. */
    public static boolean isAtomChar(byte b) {
        return b > ' ' && b < 0x7f && b != '(' && b != ')' && b != '{' && b != '%' && b != '*' && b != '"' && b != '\\' && b != ']';
    }

    /** ASTRING-CHAR. */
    static boolean isAstringChar(byte b) {
        return isAtomChar(b) || b == ']';
    }

    /** list-char. */
    static boolean isListChar(byte b) {
        return isAstringChar(b) || b == '*' || b == '%';
    }

    /** Octets as strict UTF-8. */
    public static String utf8(byte[] octets) throws BadSyntax {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new BadSyntax("string is not UTF-8");
        }
    }
}
