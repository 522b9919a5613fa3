package posthouse.imap.selected;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * The mailboxes that are selected now, one {@link LiveMailbox} for all sessions of each; and some that were, so that
 * selecting one again reads nothing but what changed.
 */
public final class LiveMailboxes {

    private static final int UNUSED_MAILBOXES = 500;
    /** 16 octets each: a thirty-second of the memory. */
    private static final long UNUSED_MESSAGES = Math.max(500_000, Runtime.getRuntime().maxMemory() / 32 / 16);

    private final Map<Long, LiveMailbox> used = new HashMap<>();
    private final Map<Long, LiveMailbox> unused = new LinkedHashMap<>(); // longest unused first
    private long unusedMessages;

    /** The mailbox, with one viewer more. */
    synchronized LiveMailbox acquire(Mailbox mailbox, LiveMailbox.Viewer viewer) {
        LiveMailbox live = unused.remove(mailbox.id());
        if (live == null) {
            live = used.computeIfAbsent(mailbox.id(), id -> new LiveMailbox(mailbox));
        } else {
            unusedMessages -= live.weight();
            used.put(mailbox.id(), live);
        }
        live.add(viewer);
        return live;
    }

    synchronized void release(LiveMailbox live, LiveMailbox.Viewer viewer) {
        if (live.remove(viewer) && used.remove(live.mailbox().id(), live)) {
            unused.put(live.mailbox().id(), live);
            unusedMessages += live.weight();
            dropSurplus();
        }
    }

    /** Messages with this UID or a higher one. */
    public int countFrom(Mailbox mailbox, long uid) throws StoreException {
        LiveMailbox.Viewer passing = () -> { };
        LiveMailbox live = acquire(mailbox, passing);
        try {
            live.check();
            return live.newest().size() - live.newest().countBelow(uid);
        } finally {
            release(live, passing);
        }
    }

    /** The messages of a mailbox as they are now, for a look at one that isn't selected. */
    public View viewOf(Mailbox mailbox) throws StoreException {
        LiveMailbox.Viewer passing = () -> { };
        LiveMailbox live = acquire(mailbox, passing);
        try {
            live.check();
            return new View(live.newest(), UidSet.EMPTY, UidSet.EMPTY, false);
        } finally {
            release(live, passing);
        }
    }

    private void dropSurplus() {
        var oldest = unused.values().iterator();
        while (unused.size() > UNUSED_MAILBOXES || unusedMessages > UNUSED_MESSAGES) {
            LiveMailbox each = oldest.next();
            unusedMessages -= each.weight();
            oldest.remove();
        }
    }
}
