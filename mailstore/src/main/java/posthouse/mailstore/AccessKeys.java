package posthouse.mailstore;

import java.util.Optional;

/**
 * Secrets that authorize the URLs of messages (RFC 4467 2.2): an account has one for each mailbox that it can name. What was made with
 * a key is worth nothing once the key is reset, or the mailbox or the account is gone.
 */
public interface AccessKeys {

    /** Empty if the account never had one: then no URL was made with it. */
    Optional<byte[]> find(long account, long mailbox) throws StoreException;

    /** The key, made now if there is none. */
    byte[] make(long account, long mailbox) throws StoreException;

    /** Makes the keys of an account for all mailboxes anew. */
    void reset(long account) throws StoreException;

    /** Makes the key of an account for one mailbox anew. */
    void reset(long account, long mailbox) throws StoreException;
}
