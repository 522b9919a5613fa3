package posthouse.mailstore;

/** No local domain of this name. */
public final class NoSuchDomain extends StoreException {
    public NoSuchDomain(String message) {
        super(message);
    }
}
