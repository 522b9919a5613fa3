package posthouse.mailstore;

/** The disk is too full for what adds octets (452 4.3.1); it heals by itself. */
public final class OutOfSpace extends StoreException {
    public OutOfSpace(String message) {
        super(message);
    }
}
