package posthouse.mailstore.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mailboxes that large changes are at work on: commands for them have to wait. */
final class Holds {
    private final Map<Long, Integer> changed = new ConcurrentHashMap<>();
    private final Map<Long, Integer> copied = new ConcurrentHashMap<>();

    void begin(Set<Long> changes, Set<Long> copies) {
        changes.forEach(mailbox -> changed.merge(mailbox, 1, Integer::sum));
        copies.forEach(mailbox -> copied.merge(mailbox, 1, Integer::sum));
    }

    void end(Set<Long> changes, Set<Long> copies) {
        changes.forEach(mailbox -> changed.computeIfPresent(mailbox, (id, count) -> count == 1 ? null : count - 1));
        copies.forEach(mailbox -> copied.computeIfPresent(mailbox, (id, count) -> count == 1 ? null : count - 1));
    }

    /** Whether nothing else may be done to it. */
    boolean isChanged(long mailbox) {
        return changed.containsKey(mailbox);
    }

    /** Whether its messages must stay as they are, because they are being copied; more may come. */
    boolean isCopied(long mailbox) {
        return copied.containsKey(mailbox);
    }
}
