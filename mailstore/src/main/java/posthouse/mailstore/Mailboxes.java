package posthouse.mailstore;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mailboxes of one account. Names are full names with {@code /} between levels, in NFC; INBOX is meant in any case and
 * always exists. A name is 1 to 1,000 octets of UTF-8, has no empty level, no control characters and no {@code *} or {@code %};
 * its levels are at most 100.
 */
public interface Mailboxes {

    /** The hierarchy separator. */
    char SEPARATOR = '/';
    String INBOX = "INBOX";

    /** Every mailbox, in the order of their names, INBOX first. From memory or one query; no message is touched. */
    List<Info> list();

    Optional<Mailbox> find(String name);

    /** Like {@link #find}. */
    default Mailbox open(String name) throws NoSuchMailbox {
        return find(name).orElseThrow(() -> new NoSuchMailbox("no mailbox '" + name + "'"));
    }

    /**
     * Creates a mailbox, and those above it that are missing (RFC 9051 6.3.4). A trailing separator is dropped.
     *
     * @param uses what it is for; each use belongs to one mailbox at most
     * @throws OverQuota if the account would have too many
     */
    Mailbox create(String name, Set<SpecialUse> uses) throws StoreException;

    /**
     * Deletes a mailbox with its messages; what lies below it stays (RFC 9051 6.3.5).
     *
     * @throws BadMailboxName for INBOX
     */
    void delete(String name) throws StoreException;

    /**
     * Renames a mailbox, or a level that is none itself, and what lies below it; missing levels above the new name are created. Renaming INBOX moves its
     * messages to the new mailbox and leaves it empty (RFC 9051 6.3.6).
     */
    void rename(String from, String to) throws StoreException;

    /**
     * Says what a mailbox is for from now on; another that was for it is not any more.
     *
     * @return the names of those others
     */
    List<String> setUses(long mailbox, Set<SpecialUse> uses) throws StoreException;

    /** Names that are subscribed, whether such a mailbox exists or not (RFC 9051 6.3.7). */
    Set<String> subscriptions();

    void subscribe(String name) throws StoreException;

    void unsubscribe(String name) throws StoreException;

    /** The same, as a mail program reaches them by this protocol: the journeys of messages tell it. */
    Mailboxes by(String protocol);

    /** Whether their names are in memory: then whoever asks for one waits for nothing. */
    boolean areKnown();

    /** Whether the account may have only so many octets, or messages. Waits for nothing. */
    boolean areLimited();

    /** Octets, messages and mailboxes of the account, and what it may have (RFC 9208 5: STORAGE, MESSAGE, MAILBOX). */
    Usage usage();

    /** What others may do with a mailbox of this account. From memory. */
    List<Grant> grants(long mailbox);

    /** Replaces what one account, or everyone, may do with a mailbox of this account; without letters nothing is left. */
    void grant(long mailbox, Grant grant) throws StoreException;

    /** Calls {@code wake} after every change in one of the mailboxes, of their names or of subscriptions; like {@link Mailbox#watch}. */
    Mailbox.Subscription watch(Runnable wake);

    /** What LIST tells of a mailbox. */
    record Info(long id, String name, Set<SpecialUse> uses, boolean subscribed) {
    }

    /** A limit is 0 for none. */
    record Usage(long octets, long messages, long mailboxes, long octetLimit, long messageLimit, long mailboxLimit) {
    }
}
