package posthouse.mailstore;

/** No account of this address or id. */
public final class NoSuchAccount extends StoreException {
    public NoSuchAccount(String message) {
        super(message);
    }
}
