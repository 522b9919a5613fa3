package posthouse.imap.wire;

/** The client's mistake: answered BAD with this message, which says what was wrong. */
public final class BadSyntax extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ResponseCode code;

    public BadSyntax(String message) {
        this(ResponseCode.NONE, message);
    }

    public BadSyntax(ResponseCode code, String message) {
        super(message, null, false, false); // no stack: hostile clients make many of these
        this.code = code;
    }

    public ResponseCode code() {
        return code;
    }
}
