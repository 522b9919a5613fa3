package posthouse.common.address;

/** A text that is no mail address or no domain; the message says what is wrong with it. */
public final class BadAddress extends Exception {
    public BadAddress(String message) {
        super(message);
    }
}
