package posthouse.smtp.relay;

import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.QueuedMessage;
import posthouse.smtp.relay.client.Answer;

/**
 * What became of one recipient in one attempt.
 *
 * @param status enhanced status code (RFC 3463)
 * @param host who was asked, empty if nobody was
 * @param text the remote's words, or ours
 * @param remote whether these are the remote's
 */
record Outcome(Kind kind, String status, String host, String text, boolean remote) {

    enum Kind {
        /** Taken by a server that reports further on. */
        PASSED_ON,
        /** Taken by a server that does not know DSN (RFC 3461 5.2.2). */
        RELAYED,
        /** In a mailbox here. */
        DELIVERED,
        DEFERRED,
        FAILED
    }

    static Outcome of(Answer answer, String host) {
        Kind kind = answer.isDelivered() ? answer.passedOn() ? Kind.PASSED_ON : Kind.RELAYED
            : answer.isPermanent() ? Kind.FAILED : Kind.DEFERRED;
        return new Outcome(kind, answer.status(), host, answer.text(), answer.reply() != null);
    }

    /** Nobody took it. */
    static Outcome no(boolean permanent, String status, String host, String text, boolean remote) {
        return new Outcome(permanent ? Kind.FAILED : Kind.DEFERRED, (permanent ? '5' : '4') + status.substring(1), host, text, remote);
    }

    /** The same for all recipients, by their numbers. */
    static Map<Integer, Outcome> all(QueuedMessage message, Outcome outcome) {
        Map<Integer, Outcome> outcomes = new HashMap<>();
        message.recipients().forEach(r -> outcomes.put(r.number(), outcome));
        return outcomes;
    }
}
