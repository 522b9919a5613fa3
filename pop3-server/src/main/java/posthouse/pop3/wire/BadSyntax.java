package posthouse.pop3.wire;

/** The client broke the grammar; the message says how, and is what {@code -ERR} shows. */
public final class BadSyntax extends Exception {
    public BadSyntax(String message) {
        super(message, null, false, false);
    }
}
