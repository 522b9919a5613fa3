package posthouse.mailstore;

/** The store can't do it now, through no fault of the caller (451 4.3.0, NO [UNAVAILABLE]): writing stopped, or it closes. */
public final class Unavailable extends StoreException {
    public Unavailable(String message) {
        super(message);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
