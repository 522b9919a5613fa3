package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.Unavailable;

/**
 * Which recipients are being sent to: in memory, since a crash ends all transfers. Where several servers share one database
 * {@link NodeClaims} come on top.
 */
final class Claims {

    private record Claim(long message, int recipient) {
    }

    /** Reads messages that are not claimed. */
    interface Reading {
        List<QueuedMessage> read(Claims without) throws Unavailable;
    }

    private final Set<Claim> claims = new HashSet<>();
    /** How many there are, by domain. */
    private final Map<String, Integer> counts = new HashMap<>();

    synchronized boolean contains(long message, int recipient) {
        return claims.contains(new Claim(message, recipient));
    }

    synchronized int count(String domain) {
        return counts.getOrDefault(domain, 0);
    }

    /**
     * Claims what is read. Nothing is given back between the reading and the claiming, or a transfer that ends just then would
     * be done again by the rows it has not removed yet.
     */
    synchronized List<QueuedMessage> claim(Reading reading, Predicate<Recipient> wanted) throws Unavailable {
        var claimed = new ArrayList<QueuedMessage>();
        for (QueuedMessage message : reading.read(this)) {
            var recipients = message.recipients().stream().filter(wanted).filter(r -> !contains(message.id(), r.number())).toList();
            if (!recipients.isEmpty()) {
                recipients.forEach(r -> {
                    claims.add(new Claim(message.id(), r.number()));
                    counts.merge(r.domain(), 1, Integer::sum);
                });
                claimed.add(message.with(recipients));
            }
        }
        return claimed;
    }

    /** @return those of its recipients that were claimed until now */
    synchronized QueuedMessage release(QueuedMessage message) {
        var released = new ArrayList<Recipient>();
        for (Recipient recipient : message.recipients()) {
            if (claims.remove(new Claim(message.id(), recipient.number()))) {
                counts.computeIfPresent(recipient.domain(), (domain, count) -> count > 1 ? count - 1 : null);
                released.add(recipient);
            }
        }
        return message.with(released);
    }
}
