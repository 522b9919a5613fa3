package posthouse.mailstore.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Mailbox.Subscription;

/** Who waits for changes of which mailbox, or of which account's mailboxes. Wakes go out in commit order, on one thread of their own. */
final class Watchers {
    private static final Logger LOG = LogManager.getLogger(Watchers.class);

    private final Map<Long, List<Watch>> byMailbox = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "store-events");
        named.setDaemon(true);
        return named;
    });

    /** One subscription; two of the same wake are two. */
    private static final class Watch {
        private final Runnable wake;

        Watch(Runnable wake) {
            this.wake = wake;
        }
    }

    /** What stands for all mailboxes of an account among those that changed. */
    static long account(long id) {
        return -id;
    }

    Subscription watch(long mailbox, Runnable wake) {
        var watch = new Watch(wake);
        byMailbox.compute(mailbox, (id, before) -> {
            List<Watch> watches = before == null ? new CopyOnWriteArrayList<>() : before;
            watches.add(watch);
            return watches;
        });
        return () -> byMailbox.computeIfPresent(mailbox, (id, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    boolean isWatched(long mailbox) {
        return byMailbox.containsKey(mailbox);
    }

    /** These mailboxes have changed. */
    void changed(Collection<Long> mailboxes) {
        for (long mailbox : mailboxes) {
            List<Watch> watches = byMailbox.get(mailbox);
            if (watches != null) {
                thread.execute(() -> watches.forEach(Watchers::wake));
            }
        }
    }

    /** Any mailbox may have changed. */
    void all() {
        changed(List.copyOf(byMailbox.keySet()));
    }

    private static void wake(Watch watch) {
        try {
            watch.wake.run();
        } catch (RuntimeException e) {
            LOG.error("a watcher of a mailbox failed", e);
        }
    }

    void close() {
        thread.shutdown();
    }
}
