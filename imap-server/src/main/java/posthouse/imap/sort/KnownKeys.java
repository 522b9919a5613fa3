package posthouse.imap.sort;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.imap.selected.View;

/**
 * What messages of mailboxes were sorted by a while ago, for the next time: their rows are not read again. It never changes. Bounded; safe for use by
 * many threads.
 */
public final class KnownKeys {

    /** The part of the memory that all may have. */
    private static final int SHARE = 32;

    private record Place(long mailbox, SortCriterion criterion) {
    }

    /** One key of many messages, by ascending UID. Not changed any more. */
    static final class Keys {
        /** Where fewer are sorted than one in so many, it isn't worth to rank all. */
        private static final int FEW = 8;

        private final long[] uids;
        private final Column column;
        private volatile int[] ranks;

        Keys(long[] uids, Column column) {
            this.uids = uids;
            this.column = column;
        }

        Column column() {
            return column;
        }

        /** The order of all of them, found once; {@code null} if that is not worth it for so many. */
        int[] ranksFor(int count) {
            if (ranks == null && count >= uids.length / FEW) {
                ranks = column.ranks(uids.length);
            }
            return ranks;
        }

        /** The index of a message, negative if it isn't here. */
        int find(long uid) {
            return Arrays.binarySearch(uids, uid);
        }

        /** The same, from a place on: most often it is the next one. */
        int next(long uid, int from) {
            int last = Math.min(from + 2, uids.length);
            for (int place = from; place < last; place++) {
                if (uids[place] == uid) {
                    return place;
                }
            }
            return find(uid);
        }

        /** These and others, without messages that are gone. @param criterion what both are keys of */
        Keys with(Keys others, SortCriterion criterion, View view) {
            int most = uids.length + others.uids.length;
            long[] merged = new long[most];
            Column keys = criterion.column(most);
            int count = 0;
            int theirs = 0;
            for (int mine = 0; mine < uids.length || theirs < others.uids.length; count++) {
                if (theirs == others.uids.length || mine < uids.length && uids[mine] < others.uids[theirs]) {
                    merged[count] = uids[mine];
                    keys.copy(count, column, mine++);
                } else {
                    mine += mine < uids.length && uids[mine] == others.uids[theirs] ? 1 : 0;
                    merged[count] = others.uids[theirs];
                    keys.copy(count, others.column, theirs++);
                }
                count -= view.sequence(merged[count]) == 0 ? 1 : 0;
            }
            Column fitting = criterion.column(count);
            for (int i = 0; i < count; i++) {
                fitting.copy(i, keys, i);
            }
            return new Keys(Arrays.copyOf(merged, count), fitting);
        }

        private long octets() {
            return (long) (Long.BYTES + Integer.BYTES) * uids.length + column.octets();
        }
    }

    private final long most = Runtime.getRuntime().maxMemory() / SHARE;
    private final Map<Place, Keys> known = new LinkedHashMap<>(16, 0.75f, true); // longest unused first
    private long octets;

    synchronized Keys get(long mailbox, SortCriterion criterion) {
        Keys found = known.get(new Place(mailbox, criterion));
        return found == null ? new Keys(new long[0], criterion.column(0)) : found;
    }

    synchronized void put(long mailbox, SortCriterion criterion, Keys keys) {
        Keys before = known.put(new Place(mailbox, criterion), keys);
        octets += keys.octets() - (before == null ? 0 : before.octets());
        var oldest = known.values().iterator();
        while (octets > most) {
            octets -= oldest.next().octets();
            oldest.remove();
        }
    }
}
