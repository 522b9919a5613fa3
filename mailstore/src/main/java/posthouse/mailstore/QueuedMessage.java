package posthouse.mailstore;

import java.time.Instant;
import java.util.List;
import posthouse.common.address.ReversePath;

/**
 * A message in the {@link OutboundQueue}, as it was when it was read.
 *
 * @param size octets, prefix included
 * @param body where the store keeps the shared octets
 * @param recipients all that are left, or those that were claimed
 */
public record QueuedMessage(long id, ReversePath sender, Outgoing.Terms terms, Instant arrival, long size, byte[] prefix, long body,
    List<Recipient> recipients) {

    public QueuedMessage with(List<Recipient> others) {
        return new QueuedMessage(id, sender, terms, arrival, size, prefix, body, others);
    }

    /**
     * @param number of the recipient within its message, from 1
     */
    public record Recipient(int number, Outgoing.To to, Progress progress) {

        /** The domain whose server is asked: all with the same are one destination. */
        public String domain() {
            return to.address().domain().name();
        }
    }

    /**
     * How far a recipient has come.
     *
     * @param lastAttempt {@code null} before the first
     * @param held whether it waits until it is released
     * @param delayTold whether the sender has been told of the delay
     * @param host who was asked last, empty before that
     * @param reply what was said last, in the remote's own words or ours; empty before that
     */
    public record Progress(int attempts, Instant lastAttempt, Instant nextAttempt, boolean held, boolean delayTold, String host, String reply) {

        public static Progress first(Instant nextAttempt) {
            return new Progress(0, null, nextAttempt, false, false, "", "");
        }

        public Progress held(boolean now) {
            return new Progress(attempts, lastAttempt, nextAttempt, now, delayTold, host, reply);
        }

        public Progress next(Instant at) {
            return new Progress(attempts, lastAttempt, at, held, delayTold, host, reply);
        }
    }
}
