package posthouse.mailstore;

/** A mailbox of this name exists. */
public final class MailboxExists extends StoreException {
    public MailboxExists(String message) {
        super(message);
    }
}
