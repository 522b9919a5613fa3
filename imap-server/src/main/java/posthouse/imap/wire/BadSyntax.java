package posthouse.imap.wire;

/** The client's mistake: answered BAD with this message, which says what was wrong. */
public final class BadSyntax extends Exception {
    private static final long serialVersionUID = 1;

    public BadSyntax(String message) {
        super(message, null, false, false); // no stack: hostile clients make many of these
    }
}
