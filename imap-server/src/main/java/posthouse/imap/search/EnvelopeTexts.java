package posthouse.imap.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decoded subjects and addresses of mailboxes that were searched a moment ago, for the search that follows: people look again,
 * with another word. What they are made of never changes, so nothing here can be out of date. Bounded; safe for use by many threads.
 */
final class EnvelopeTexts {

    /** What a text takes, with all that belongs to it, and how much of the memory all may have together. */
    private static final int OCTETS_EACH = 100;
    private static final int SHARE = 32;
    private static final int MOST = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / SHARE / OCTETS_EACH);

    private record Key(long mailbox, EnvelopeText field) {
    }

    /** One field of many messages, by ascending UID; a text is {@code null} where the field is absent. Immutable. */
    static final class Column {
        static final Column EMPTY = new Column(new long[0], new String[0]);

        private final long[] uids;
        private final String[] texts;

        Column(long[] uids, String[] texts) {
            this.uids = uids;
            this.texts = texts;
        }

        /** The index of a message, negative if it isn't here. */
        int find(long uid) {
            return Arrays.binarySearch(uids, uid);
        }

        String text(int index) {
            return texts[index];
        }

        int size() {
            return uids.length;
        }

        long uid(int index) {
            return uids[index];
        }
    }

    private final Map<Key, Column> columns = new LinkedHashMap<>(16, 0.75f, true); // longest unused first
    private int texts;

    synchronized Column get(long mailbox, EnvelopeText field) {
        return columns.getOrDefault(new Key(mailbox, field), Column.EMPTY);
    }

    synchronized void put(long mailbox, EnvelopeText field, Column column) {
        Column before = columns.put(new Key(mailbox, field), column);
        texts += column.size() - (before == null ? 0 : before.size());
        var oldest = columns.values().iterator();
        while (texts > MOST) {
            texts -= oldest.next().size();
            oldest.remove();
        }
    }
}
