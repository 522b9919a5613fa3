package posthouse.mailstore;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import posthouse.common.address.EmailAddress;

/**
 * What was expunged, deleted or removed less than {@code store.undelete} days ago, and can come back. It counts against no quota and is seen
 * nowhere else.
 */
public interface Removed {

    /** Accounts that were removed, the oldest first. */
    List<RemovedAccount> accounts() throws StoreException;

    /** Deleted mailboxes of an account that is there or was removed; an id may stand for several of one name. */
    List<RemovedMailbox> mailboxes(long accountId) throws StoreException;

    /**
     * Messages that are gone from a mailbox that is there or was deleted, ascending by UID, with structure. Read in short batches with no
     * connection held while {@code consumer} runs.
     */
    void messages(long mailboxId, Consumer<RemovedMessage> consumer) throws StoreException;

    /** How many messages are gone from a mailbox, and of them with it. */
    Count count(long mailboxId) throws StoreException;

    /**
     * A removed account is as it was when it went: with its password, its quota and the mailboxes it had then.
     *
     * @throws AlreadyExists if there is an account or alias of this address now
     * @throws NoSuchDomain if its domain is none any more
     */
    void restoreAccount(long accountId) throws StoreException;

    /**
     * A deleted mailbox is there again with the messages it had then: under a new UIDVALIDITY, with the messages' own ids and no smaller
     * mod-sequences. If its name is taken it is {@code Restored/NAME}.
     *
     * @param intoAccount whose it is from now on
     */
    Restored restoreMailbox(RemovedMailbox mailbox, long intoAccount) throws StoreException;

    /**
     * Messages come back under new UIDs and without {@code \Deleted}: into their mailbox, or if it was deleted, into {@code Restored/NAME}.
     * UIDs that are not there are left out.
     */
    Restored restoreMessages(long accountId, long mailboxId, String mailboxName, UidSet uids) throws StoreException;

    record RemovedAccount(long id, EmailAddress address, Instant at) {
    }

    record RemovedMailbox(long id, long accountId, String name, Instant at) {
    }

    /** @param withMailbox whether it went with its mailbox, or alone */
    record RemovedMessage(Message message, Instant at, boolean withMailbox) {
    }

    record Count(long alone, long withMailbox) {
    }

    record Restored(String mailbox, long uidValidity, long messages) {
    }
}
