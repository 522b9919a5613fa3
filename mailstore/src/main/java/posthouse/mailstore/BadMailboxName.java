package posthouse.mailstore;

/** No name for a mailbox; or a mailbox that this can't be done to (INBOX can't be deleted). */
public final class BadMailboxName extends StoreException {
    public BadMailboxName(String message) {
        super(message);
    }
}
