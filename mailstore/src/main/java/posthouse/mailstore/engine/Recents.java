package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.Writing;

/**
 * Where {@code \Recent} begins in each mailbox. Written to the tables now and then, beside some batch; it has no record, so a
 * crash may forget what was claimed last.
 */
final class Recents {
    private static final long INTERVAL = 5_000_000_000L;

    private final Map<Long, Long> claimed = new HashMap<>();
    private final Map<Long, Long> unsaved = new HashMap<>();
    private long saved = System.nanoTime();

    synchronized long first(MailboxRow mailbox, boolean claim) {
        long first = claimed.getOrDefault(mailbox.id(), mailbox.firstRecent());
        if (claim && first < mailbox.uidNext()) {
            claimed.put(mailbox.id(), mailbox.uidNext());
            unsaved.put(mailbox.id(), mailbox.uidNext());
        }
        return first;
    }

    /** On the writer's thread. */
    void saveIfDue(Writing tables) throws DatabaseFailed {
        saveIfDue(tables, id -> false);
    }

    /** @param held says of which mailboxes the row can't be changed now: theirs come later */
    synchronized void saveIfDue(Writing tables, LongPredicate held) throws DatabaseFailed {
        if (!unsaved.isEmpty() && System.nanoTime() - saved > INTERVAL) {
            save(tables, held);
        }
    }

    void save(Writing tables) throws DatabaseFailed {
        save(tables, id -> false);
    }

    synchronized void save(Writing tables, LongPredicate held) throws DatabaseFailed {
        Map<Long, Long> now = new HashMap<>(unsaved);
        now.keySet().removeIf(held::test);
        tables.firstRecent(now);
        unsaved.keySet().removeAll(now.keySet());
        saved = System.nanoTime();
    }
}
