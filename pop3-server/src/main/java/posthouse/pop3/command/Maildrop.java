package posthouse.pop3.command;

import java.util.BitSet;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.pop3.wire.Refused;

/**
 * What RFC 1939 locks at login: messages with numbers that stay what they are until the session ends, whatever others do to
 * the mailbox, and marks of deletion that mean nothing before {@link #update}.
 */
public final class Maildrop implements AutoCloseable {

    private final Mailboxes mailboxes;
    private final Mailbox mailbox;
    private final NumberedMessages messages;
    private final boolean toTrash;
    private final Runnable unlock;
    private final BitSet deleted = new BitSet();
    private long octets;
    private boolean closed;

    private Maildrop(Mailboxes mailboxes, Mailbox mailbox, NumberedMessages messages, boolean toTrash, Runnable unlock) {
        this.mailboxes = mailboxes;
        this.mailbox = mailbox;
        this.messages = messages;
        this.toTrash = toTrash;
        this.unlock = unlock;
        this.octets = messages.octets();
    }

    /**
     * Numbers the messages of the account's maildrop, which has been locked.
     *
     * @param unlock called once, when the maildrop is closed
     */
    static Maildrop open(Mailboxes mailboxes, Policy policy, Runnable unlock) throws StoreException {
        Mailbox mailbox = mailboxes.open(policy.mailbox());
        var messages = new NumberedMessages(mailbox.id());
        mailbox.read(visible(mailbox, policy), Detail.SUMMARY, messages::add);
        return new Maildrop(mailboxes, mailbox, messages, policy.deleteToTrash(), unlock);
    }

    private static UidSet visible(Mailbox mailbox, Policy policy) throws StoreException {
        if (policy.newest() == 0) {
            return UidSet.ALL;
        }
        long[] uids = mailbox.index().uids();
        return uids.length == 0 ? UidSet.EMPTY
            : new UidSet.Builder().add(uids[Math.max(0, uids.length - policy.newest())], uids[uids.length - 1]).build();
    }

    /** The highest number. */
    int size() {
        return messages.count();
    }

    /** Messages that aren't marked as deleted. */
    int count() {
        return messages.count() - deleted.cardinality();
    }

    /** Octets of the messages that aren't marked as deleted. */
    long octets() {
        return octets;
    }

    int deletedCount() {
        return deleted.cardinality();
    }

    boolean isDeleted(int number) {
        return deleted.get(number);
    }

    /** The number, if there is such a message and it isn't marked as deleted. */
    int require(int number) throws Refused {
        if (number < 1 || number > messages.count()) {
            throw new Refused("no such message, only %d messages in maildrop", messages.count());
        } else if (deleted.get(number)) {
            throw new Refused("message %d already deleted", number);
        }
        return number;
    }

    long octets(int number) {
        return messages.size(number);
    }

    /** The message's own id: never used for another, and the same in every session (RFC 1939 7, UIDL). */
    String uniqueId(int number) {
        return messages.id(number);
    }

    MessageBody open(int number) throws StoreException {
        return mailbox.body(messages.message(number));
    }

    void delete(int number) {
        deleted.set(number);
        octets -= messages.size(number);
    }

    /** Takes all marks away. */
    void reset() {
        deleted.clear();
        octets = messages.octets();
    }

    /** Removes what is marked, all of it or, with an exception, none; returns how many are gone through this. */
    int update() throws StoreException {
        var uids = new UidSet.Builder();
        deleted.stream().forEach(number -> uids.add(messages.uid(number)));
        UidSet marked = uids.build();
        if (marked.isEmpty()) {
            return 0;
        }
        return toTrash && moveToTrash(marked) ? deleted.cardinality() : (int) mailbox.expunge(marked, false).count();
    }

    /** False if there is no Trash, or it is this. */
    private boolean moveToTrash(UidSet marked) throws StoreException {
        for (var info : mailboxes.list()) {
            if (info.uses().contains(SpecialUse.TRASH) && info.id() != mailbox.id()) {
                mailbox.move(marked, mailboxes.open(info.name()));
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            unlock.run();
        }
    }
}
