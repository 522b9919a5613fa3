package posthouse.imap.wire;

/** A command that was understood and is not done: answered NO with a response code and this message. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ResponseCode code;

    public Refused(ResponseCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ResponseCode code() {
        return code;
    }
}
