package posthouse.mailstore;

/** The store did not do what was asked, and changed nothing. The message is one clear line, safe to show to a client. */
public abstract sealed class StoreException extends Exception
    permits NoSuchMailbox, MailboxExists, BadMailboxName, NoSuchAccount, NoSuchDomain, AlreadyExists, OverQuota, TooManyKeywords, TooManyAnnotations,
    OutOfSpace, Unavailable, MessageGone {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
