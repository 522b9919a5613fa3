package posthouse.mailstore;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.QueuedMessage.Progress;

/**
 * Mail that waits to be sent to other servers, as safe as any other: {@link MailStore#deliver} puts it here, {@link #conclude}
 * takes it away. Nothing of it is kept in memory but what is claimed.
 */
public interface OutboundQueue {

    /** Is told of mail that may be sent sooner than was known. On the thread that changed it: be quick. */
    void watch(Watcher watcher);

    /** Hears which domains it is for. */
    interface Watcher {

        /** Mail was queued. */
        void queued(Set<String> domains);

        /** Somebody wants mail tried at once, whatever was found out about its hosts before. */
        void retried(Set<String> domains);
    }

    /** Domains that have mail, ascending, behind one of them. */
    List<String> domains(String after, int limit) throws StoreException;

    /** When the next recipient of a domain comes due after {@code now}; empty if none does. */
    Optional<Instant> nextDue(String domain, Instant now) throws StoreException;

    /**
     * Takes messages that have due recipients at a domain, each with those that are due: urgent ones first, then by turns from
     * each sender. They are nobody else's until {@link #conclude} or {@link #release}.
     *
     * @param together other domains whose recipients go the same way and are claimed along
     */
    List<QueuedMessage> claim(String domain, Predicate<String> together, Instant now, int limit) throws StoreException;

    /** Gives back what is still claimed of it: nothing became of that. */
    void release(QueuedMessage claimed);

    /**
     * What became of messages that were claimed, as one record: results, removals, deliveries here, and notices to their senders.
     * They are released then; if this fails, all stay claimed.
     *
     * @return the copies of deliveries here
     * @throws StoreException if it is refused ({@link OverQuota} or {@link NoSuchAccount}: a delivery here can't be): nothing is recorded
     */
    List<Delivered> conclude(List<Conclusion> conclusions) throws StoreException;

    /** The octets of a message, prefix included. */
    MessageBody body(QueuedMessage message) throws StoreException;

    /** Messages with all their recipients, by ascending id, behind one of them. */
    List<QueuedMessage> list(long after, int limit) throws StoreException;

    Optional<QueuedMessage> find(long id) throws StoreException;

    /** Messages of this journey: the id in their Received line and in the logs. */
    List<QueuedMessage> named(String journey) throws StoreException;

    /** Ids of messages that have recipients at a domain, ascending, behind one of them. */
    List<Long> ofDomain(String domain, long after, int limit) throws StoreException;

    /** Has recipients tried at once, held ones too where {@code released}; those that were removed meanwhile are passed by. */
    void retry(Collection<Long> messages, boolean released) throws StoreException;

    /** Has messages wait until they are retried or released. */
    void hold(Collection<Long> messages) throws StoreException;

    /** Takes messages out of the queue. Nobody is told. */
    void remove(Collection<Long> messages) throws StoreException;

    /**
     * What became of one message's claimed recipients.
     *
     * @param done numbers of recipients that are done with: delivered, or failed for good
     * @param deferred the others, by number; whether they are held is not changed by it
     * @param delivery the message itself, for mailboxes here as far as their quota goes; {@code null} if it goes to none
     * @param notice what its sender is told, whatever the quota; {@code null} if nothing
     */
    record Conclusion(QueuedMessage message, Set<Integer> done, Map<Integer, Progress> deferred, NewMail delivery, NewMail notice) {

        public Conclusion {
            done = Set.copyOf(done);
            deferred = Map.copyOf(deferred);
        }
    }

    /** A message that a conclusion brings: into mailboxes here, or through the queue. */
    record NewMail(Incoming octets, List<LocalCopy> copies, List<Outgoing> outgoing) {
    }
}
