package posthouse.mailstore;

/** A domain, account or alias that exists. */
public final class AlreadyExists extends StoreException {
    public AlreadyExists(String message) {
        super(message);
    }
}
