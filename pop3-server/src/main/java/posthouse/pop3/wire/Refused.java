package posthouse.pop3.wire;

/** A command that can't be done; {@code -ERR} shows the reason. */
public final class Refused extends Exception {

    private final transient ResponseCode code;
    private final transient Text text;

    public Refused(String text, Object... arguments) {
        this(null, text, arguments);
    }

    /** @param code {@code null} for none */
    public Refused(ResponseCode code, String text, Object... arguments) {
        super(text, null, false, false);
        this.code = code;
        this.text = new Text(text, arguments);
    }

    /** {@code null} for none. */
    public ResponseCode code() {
        return code;
    }

    public Text text() {
        return text;
    }
}
