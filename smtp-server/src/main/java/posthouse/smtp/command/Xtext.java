package posthouse.smtp.command;

import posthouse.smtp.wire.BadSyntax;

/** The encoding of MAIL's AUTH parameter: RFC 3461 4, RFC 4954 5. */
final class Xtext {

    private Xtext() {
    }

    /**
     * Checks a value. Who is said to have submitted the message is not believed and not passed on, which is what {@code <>}
     * stands for (RFC 4954 5).
     */
    static void check(String value) throws BadSyntax {
        boolean legal = value != null && !value.isEmpty();
        for (int i = 0; legal && i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '+') {
                legal = isHexDigit(value, i + 1) && isHexDigit(value, i + 2);
                i += 2;
            } else {
                legal = c >= '!' && c <= '~' && c != '=';
            }
        }
        if (!legal) {
            throw BadSyntax.argument("AUTH= wants xtext");
        }
    }

    private static boolean isHexDigit(String text, int at) {
        return at < text.length() && "0123456789ABCDEF".indexOf(text.charAt(at)) >= 0;
    }
}
