package posthouse.imap.thread;

import java.util.LinkedHashMap;
import java.util.Map;

/** Facts of mailboxes that were threaded a while ago, for the next time. They never change. Bounded; safe for use by many threads. */
public final class KnownFacts {

    private static final Facts[] NONE = {};
    /** What one takes, and the part of the memory that all may have. */
    private static final int OCTETS_EACH = 160;
    private static final int SHARE = 32;
    private static final int MOST = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / SHARE / OCTETS_EACH);

    private final Map<Long, Facts[]> byMailbox = new LinkedHashMap<>(16, 0.75f, true); // longest unused first
    private long weight;

    /** By ascending UID; not to be changed. */
    synchronized Facts[] get(long mailbox) {
        return byMailbox.getOrDefault(mailbox, NONE);
    }

    synchronized void put(long mailbox, Facts[] facts) {
        Facts[] before = byMailbox.put(mailbox, facts);
        weight += weight(facts) - (before == null ? 0 : weight(before));
        var oldest = byMailbox.values().iterator();
        while (weight > MOST) {
            weight -= weight(oldest.next());
            oldest.remove();
        }
    }

    /** Ten references weigh as much as a message. */
    private static long weight(Facts[] all) {
        long weight = all.length;
        for (Facts facts : all) {
            weight += facts.references().length / 10;
        }
        return weight;
    }
}
