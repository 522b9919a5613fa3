package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MessageRow;

/**
 * The messages of a mailbox in memory, by ascending UID. Each change may be made twice without harm: a list that is loaded
 * while changes are made gets some of them from the table and again from the writer.
 */
final class MessageList {
    /** So many rows have one highest mod-sequence together, so that what changed last is found without looking at all. */
    private static final int BLOCK = 512;

    private MessageRow[] rows = new MessageRow[16];
    private long[] highest = new long[1];
    private int size;

    /** A change of the list. */
    interface Edit {
        void applyTo(MessageList list);
    }

    int size() {
        return size;
    }

    MessageRow get(int index) {
        return rows[index];
    }

    /** {@code null} if there is none of this UID. */
    MessageRow find(long uid) {
        int index = indexOf(uid);
        return index < size && rows[index].uid() == uid ? rows[index] : null;
    }

    /** Index of the first message with this UID or a higher one. */
    int indexOf(long uid) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows[middle].uid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(MessageRow row) {
        if (size > 0 && rows[size - 1].uid() >= row.uid()) {
            return; // loaded already
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size] = row;
        note(size++, row.modSeq());
    }

    private void note(int index, long modSeq) {
        int block = index / BLOCK;
        if (block >= highest.length) {
            highest = Arrays.copyOf(highest, highest.length * 2);
        }
        highest[block] = Math.max(highest[block], modSeq);
    }

    /** The messages that have a higher mod-sequence. */
    List<MessageRow> changedSince(long modSeq) {
        var changed = new ArrayList<MessageRow>();
        for (int block = 0; block * BLOCK < size; block++) {
            int end = highest[block] > modSeq ? Math.min(size, (block + 1) * BLOCK) : 0;
            for (int i = block * BLOCK; i < end; i++) {
                if (rows[i].modSeq() > modSeq) {
                    changed.add(rows[i]);
                }
            }
        }
        return changed;
    }

    void setFlags(UidSet uids, Flags flags, long modSeq) {
        for (UidSet.Range range : uids.ranges()) {
            for (int i = indexOf(range.first()); i < size && rows[i].uid() <= range.last(); i++) {
                if (rows[i].modSeq() < modSeq) {
                    rows[i] = rows[i].with(flags, modSeq);
                    note(i, modSeq);
                }
            }
        }
    }

    void remove(UidSet uids) {
        int kept = uids.isEmpty() ? size : indexOf(uids.ranges().get(0).first());
        for (int i = kept; i < size; i++) {
            if (!uids.contains(rows[i].uid())) {
                rows[kept] = rows[i];
                note(kept++, rows[i].modSeq());
            }
        }
        Arrays.fill(rows, kept, size, null);
        size = kept;
    }

    /** The messages of these UIDs that fit. */
    List<MessageRow> select(UidSet uids, Predicate<MessageRow> wanted) {
        var selected = new ArrayList<MessageRow>();
        for (UidSet.Range range : uids.ranges()) {
            for (int i = indexOf(range.first()); i < size && rows[i].uid() <= range.last(); i++) {
                if (wanted.test(rows[i])) {
                    selected.add(rows[i]);
                }
            }
        }
        return selected;
    }
}
