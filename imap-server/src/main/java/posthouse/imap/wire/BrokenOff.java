package posthouse.imap.wire;

/**
 * An answer can't be completed in the middle of a literal whose size was announced: whatever came next, the client would take
 * for the literal's octets. The connection closes without another word.
 */
public final class BrokenOff extends Exception {
    private static final long serialVersionUID = 1;

    public BrokenOff(String message, Throwable cause) {
        super(message, cause);
    }
}
