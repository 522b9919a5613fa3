package posthouse.imap.selected;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;

/**
 * A mailbox that sessions have selected, or had a moment ago: its newest version, made once for all of them, and whom to wake. While nobody looks
 * it hears of no change, so that the store need not tell of any; who comes then asks ({@link #check}).
 */
final class LiveMailbox {

    private final Mailbox mailbox;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private Mailbox.Subscription subscription; // while somebody looks; touched by one thread at a time (LiveMailboxes)
    private volatile boolean stale = true;
    private volatile Snapshot newest;

    /** Who looks at it. */
    interface Viewer {
        /** It has changed. From any thread; must not take long. */
        void wake();
    }

    LiveMailbox(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
        if (subscription == null) {
            subscription = mailbox.watch(this::changed);
        }
    }

    /** @return whether nobody looks any more */
    boolean remove(Viewer viewer) {
        viewers.remove(viewer);
        if (!viewers.isEmpty()) {
            return false;
        }
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        return true;
    }

    private void changed() {
        Snapshot version = newest;
        if (version == null || !isKnown(version)) { // who made the change mostly asked already
            stale = true;
        }
        viewers.forEach(Viewer::wake);
    }

    /** Asks the store whether there was a change whose wake-up has not come yet. */
    void check() throws StoreException {
        if (!stale && mailbox.status().highestModSeq() != newest().modSeq()) {
            stale = true;
        }
    }

    /** Whether memory knows that there is nothing newer. Waits for nothing. */
    boolean isNewest(Snapshot version) {
        return !stale && newest == version && isKnown(version);
    }

    private boolean isKnown(Snapshot version) {
        return mailbox.knownStatus().filter(status -> status.highestModSeq() == version.modSeq()).isPresent();
    }

    /** The newest version that is known of. */
    synchronized Snapshot newest() throws StoreException {
        if (newest == null) {
            stale = false;
            newest = index();
        } else if (stale) {
            stale = false;
            newest = advanced();
        }
        return newest;
    }

    private Snapshot index() throws StoreException {
        try {
            return Snapshot.of(mailbox.index());
        } catch (StoreException | RuntimeException e) {
            stale = true;
            throw e;
        }
    }

    private Snapshot advanced() throws StoreException {
        try {
            return newest.with(mailbox.changesSince(newest.modSeq()));
        } catch (StoreException | RuntimeException e) {
            stale = true;
            throw e;
        }
    }

    /** Messages it holds in memory. */
    synchronized int weight() {
        return newest == null ? 0 : newest.size();
    }
}
