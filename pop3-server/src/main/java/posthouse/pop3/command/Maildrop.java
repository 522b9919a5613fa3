package posthouse.pop3.command;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.SessionLock;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Surrogate;
import posthouse.mailstore.UidSet;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.ResponseCode;
import posthouse.pop3.wire.Text;

/**
 * What RFC 1939 locks at login: messages with numbers that stay what they are until the session ends, whatever others do to
 * the mailbox, and marks of deletion that mean nothing before {@link #update}.
 */
public final class Maildrop implements AutoCloseable {

    /** More surrogates than this are not measured at login. */
    private static final int MEASURED = 1_000;

    private final Mailboxes mailboxes;
    private final Mailbox mailbox;
    private final Mailbox.Pinned messages;
    /** What is added to a number to find its message: 1 less, and those that are too old to be seen. */
    private final int shift;
    private final Policy policy;
    private final SessionLock lock;
    /** Messages that the client gets another form of, by their numbers, with the octets that has; {@code null} if it takes UTF-8. */
    private final Map<Integer, Long> surrogates;
    private final BitSet deleted = new BitSet();
    private final BitSet retrieved = new BitSet();
    private long octets;
    private boolean closed;

    private Maildrop(Mailboxes mailboxes, Mailbox mailbox, Policy policy, boolean utf8, SessionLock lock) throws StoreException {
        this.mailboxes = mailboxes;
        this.mailbox = mailbox;
        this.messages = mailbox.pin();
        this.shift = (policy.newest() == 0 ? 0 : Math.max(0, messages.count() - policy.newest())) - 1;
        this.policy = policy;
        this.lock = lock;
        this.surrogates = utf8 ? null : new HashMap<>();
        try {
            if (!utf8) {
                measure();
            }
            reset();
        } catch (StoreException | RuntimeException e) {
            messages.close();
            throw e;
        }
    }

    /** RFC 6856 4: what a client without UTF-8 is told of a message is what it will get. The newest count if there are very many. */
    private void measure() throws StoreException {
        for (int number = size(); number > 0 && surrogates.size() < MEASURED; number--) {
            if (Surrogate.mayBeNeeded(messages.prefix(number + shift))) {
                try (MessageBody original = messages.body(number + shift)) {
                    MessageBody surrogate = surrogate(number, original);
                    surrogates.put(number, surrogate == null ? original.size() : surrogate.size());
                }
            }
        }
    }

    /** {@code null} if it has none. */
    private MessageBody surrogate(int number, MessageBody original) throws StoreException {
        Message described = mailbox.read(message(number).uid(), Mailbox.Detail.STRUCTURE); // null if it was expunged meanwhile
        return Surrogate.of(original, described == null ? null : described.structure());
    }

    /**
     * Numbers the messages of the account's maildrop, which has been locked.
     *
     * @param utf8 whether the client takes UTF-8 in headers (RFC 6856 2)
     * @param lock given back when the maildrop is closed
     */
    static Maildrop open(Mailboxes mailboxes, Policy policy, boolean utf8, SessionLock lock) throws StoreException {
        return new Maildrop(mailboxes, mailboxes.open(policy.mailbox()), policy, utf8, lock);
    }

    Policy policy() {
        return policy;
    }

    /** The highest number. */
    int size() {
        return messages.count() - shift - 1;
    }

    private Message message(int number) {
        return messages.message(number + shift);
    }

    /** Messages that aren't marked as deleted. */
    int count() {
        return size() - deleted.cardinality();
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
        if (number < 1 || number > size()) {
            throw new Refused("no such message, only %s in maildrop", Text.messages(size()));
        } else if (deleted.get(number)) {
            throw new Refused("message %d already deleted", number);
        }
        return number;
    }

    long octets(int number) {
        Long surrogate = surrogates == null ? null : surrogates.get(number);
        return surrogate == null ? message(number).size() : surrogate;
    }

    /** The message's own id: never used for another, and the same in every session (RFC 1939 7, UIDL). */
    String uniqueId(int number) {
        return message(number).id();
    }

    /** A message as this client may have it. */
    MessageBody open(int number) throws StoreException, Refused {
        MessageBody body = messages.body(number + shift);
        if (surrogates == null || !Surrogate.mayBeNeeded(messages.prefix(number + shift))) {
            return body;
        }
        MessageBody given = null;
        try {
            given = surrogate(number, body);
        } finally {
            if (given == null) {
                body.close();
            }
        }
        if (given == null) {
            throw new Refused(ResponseCode.UTF8, "this message needs UTF8, before login"); // RFC 6856 5
        }
        return given;
    }

    /** RETR has begun to send it. */
    void retrieved(int number) {
        retrieved.set(number);
        mailbox.fetched(message(number));
    }

    void delete(int number) {
        deleted.set(number);
        octets -= octets(number);
    }

    /** Takes all marks away. */
    void reset() {
        deleted.clear();
        octets = messages.octets();
        for (int old = 0; old <= shift; old++) {
            octets -= messages.message(old).size();
        }
        if (surrogates != null) {
            surrogates.forEach((number, size) -> octets += size - message(number).size());
        }
    }

    /** Removes what is marked or has expired, all of it or, with an exception, none; returns how many are gone through this. */
    int update() throws StoreException {
        policy.expire().ifPresent(this::deleteExpired);
        var uids = new UidSet.Builder();
        deleted.stream().forEach(number -> uids.add(message(number).uid()));
        UidSet marked = uids.build();
        if (marked.isEmpty()) {
            return 0;
        }
        lock.requireHeld();
        return policy.deleteToTrash() && moveToTrash(marked) ? deleted.cardinality() : (int) mailbox.expunge(marked, false).count();
    }

    /** RFC 2449 6.7: only now, so that a session never loses what it has numbered. */
    private void deleteExpired(Duration time) {
        Instant oldest = Instant.now().minus(time);
        for (int number = 1; number <= size(); number++) {
            boolean expired = time.isZero() ? retrieved.get(number) : message(number).saveDate().isBefore(oldest);
            if (expired && !deleted.get(number)) {
                delete(number);
            }
        }
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
            messages.close();
            lock.close();
        }
    }
}
