package posthouse.smtp.command;

import posthouse.smtp.wire.BadSyntax;

/** An encoding of any text as printable US-ASCII without blanks, {@code +} and {@code =}: RFC 3461 4. */
final class Xtext {

    private Xtext() {
    }

    /** Decodes the value of a parameter. @throws BadSyntax if it isn't encoded so, or is empty */
    static String decode(String keyword, String value) throws BadSyntax {
        var decoded = new StringBuilder();
        boolean legal = value != null && !value.isEmpty();
        for (int i = 0; legal && i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '+') {
                legal = isHexDigit(value, i + 1) && isHexDigit(value, i + 2);
                decoded.append(legal ? (char) Integer.parseInt(value.substring(i + 1, i + 3), 16) : c);
                i += 2;
            } else {
                legal = c >= '!' && c <= '~' && c != '=';
                decoded.append(c);
            }
        }
        if (!legal) {
            throw BadSyntax.argument(keyword + "= wants xtext");
        }
        return decoded.toString();
    }

    private static boolean isHexDigit(String text, int at) {
        return at < text.length() && "0123456789ABCDEF".indexOf(text.charAt(at)) >= 0;
    }
}
