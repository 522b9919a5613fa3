package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;

/** Claims of queued messages among nodes: one whose recipients this node sends to is no other node's. */
final class NodeClaims {

    /** Reads a message as it is now. */
    interface Reading {
        Optional<QueuedMessage> find(long id) throws StoreException;
    }

    private final Supplier<Locks> locks;
    private final Reading reading;
    /** How many recipients of a message are claimed here. */
    private final Map<Long, Integer> counts = new HashMap<>();

    NodeClaims(Supplier<Locks> locks, Reading reading) {
        this.locks = locks;
        this.reading = reading;
    }

    /** Those of the recipients that are for this node to send to: no other has the message, nor was done with it since it was read. */
    List<Recipient> take(QueuedMessage message) throws StoreException {
        if (!locks.get().areShared()) {
            return message.recipients();
        }
        if (!count(message)) {
            return List.of();
        }
        Set<Recipient> now = new HashSet<>(reading.find(message.id()).map(QueuedMessage::recipients).orElse(List.of()));
        List<Recipient> ours = message.recipients().stream().filter(now::contains).toList();
        release(message.id(), message.recipients().size() - ours.size());
        return ours;
    }

    private synchronized boolean count(QueuedMessage message) throws StoreException {
        if (!counts.containsKey(message.id()) && !locks.get().take(name(message.id()))) {
            return false;
        }
        counts.merge(message.id(), message.recipients().size(), Integer::sum);
        return true;
    }

    void release(QueuedMessage message) {
        if (locks.get().areShared() && !message.recipients().isEmpty()) {
            release(message.id(), message.recipients().size());
        }
    }

    private synchronized void release(long message, int recipients) {
        if (counts.computeIfPresent(message, (id, count) -> count > recipients ? count - recipients : null) == null) {
            locks.get().release(name(message));
        }
    }

    private static String name(long message) {
        return "queued message " + message;
    }
}
