package posthouse.mailstore;

/** No mailbox of this name or id, any more or ever. */
public final class NoSuchMailbox extends StoreException {
    public NoSuchMailbox(String message) {
        super(message);
    }
}
