package posthouse.imap.selected;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import posthouse.imap.selected.Snapshot.Entry;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;

/** Some neighbouring messages of a {@link Snapshot}, by ascending UID. Immutable. */
final class Chunk {

    static final int CAPACITY = 256;

    private static final int UNKNOWN = -2;

    private final int[] uids; // unsigned
    private final Flags[] flags;
    private final long[] modSeqs;
    private final int from; // in these arrays
    private final int size;
    private int firstUnseen = UNKNOWN; // found when first asked; whoever comes second finds the same
    private List<String> keywords;

    private Chunk(int size) {
        this(new int[size], new Flags[size], new long[size], 0, size);
    }

    private Chunk(int[] uids, Flags[] flags, long[] modSeqs, int from, int size) {
        this.uids = uids;
        this.flags = flags;
        this.modSeqs = modSeqs;
        this.from = from;
        this.size = size;
    }

    /** A part of the arrays that all chunks share at first, so that nothing is copied. The last of these chunks that is in use keeps the arrays. */
    static Chunk of(Mailbox.Index index, int from, int to) {
        return new Chunk(index.numbers(), index.flags(), index.modSeqs(), from, to - from);
    }

    static Chunk of(List<Entry> entries, Interned interned) {
        return new Chunk(0).plus(entries, interned);
    }

    private void set(int index, long uid, Flags newFlags, long modSeq) {
        uids[index] = (int) uid;
        flags[index] = newFlags;
        modSeqs[index] = modSeq;
    }

    int size() {
        return size;
    }

    long uid(int index) {
        return uids[from + index] & 0xffffffffL;
    }

    long lastUid() {
        return uid(size - 1);
    }

    Flags flags(int index) {
        return flags[from + index];
    }

    long modSeq(int index) {
        return modSeqs[from + index];
    }

    Entry entry(int index) {
        return new Entry(uid(index), flags(index), modSeq(index));
    }

    /** The index of a UID, or -(where it would be) - 1. */
    int find(long uid) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = uid(middle);
            if (found < uid) {
                low = middle + 1;
            } else if (found > uid) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    /** The index of the first message without \Seen, or -1. */
    int firstUnseen() {
        if (firstUnseen == UNKNOWN) {
            int found = 0;
            while (found < size && flags(found).has(Flags.System.SEEN)) {
                found++;
            }
            firstUnseen = found < size ? found : -1;
        }
        return firstUnseen;
    }

    List<String> keywords() {
        if (keywords == null) {
            var found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Flags last = Flags.NONE;
            for (int i = from; i < from + size; i++) {
                Flags each = flags[i];
                if (each != last && !each.keywords().isEmpty()) {
                    found.addAll(each.keywords());
                    last = each;
                }
            }
            keywords = List.copyOf(found); // immutable: another thread may see it unfinished otherwise
        }
        return keywords;
    }

    /** With other flags for some messages (those it doesn't have are passed over), without others; itself if nothing changes. */
    Chunk with(List<Entry> changed, UidSet expunged, Interned interned) {
        boolean[] gone = gone(expunged);
        if (gone == null && changed.isEmpty()) {
            return this;
        }
        var copy = new Chunk(size() - (gone == null ? 0 : count(gone)));
        int target = 0;
        for (int i = 0; i < size(); i++) {
            if (gone == null || !gone[i]) {
                copy.set(target++, uid(i), flags(i), modSeq(i));
            }
        }
        for (Entry entry : changed) {
            int found = copy.find(entry.uid());
            if (found >= 0) {
                copy.set(found, entry.uid(), interned.of(entry.flags()), entry.modSeq());
            }
        }
        return copy;
    }

    private boolean[] gone(UidSet expunged) {
        if (!touches(expunged)) {
            return null;
        }
        boolean[] gone = null;
        for (int i = 0; i < size(); i++) {
            if (expunged.contains(uid(i))) {
                gone = gone == null ? new boolean[size()] : gone;
                gone[i] = true;
            }
        }
        return gone;
    }

    /** Whether a range lies between the first and the last UID, found without looking at each. */
    private boolean touches(UidSet set) {
        int low = 0;
        int high = set.ranges().size();
        while (low < high) { // the first range that ends at the first UID or later
            int middle = (low + high) >>> 1;
            if (set.ranges().get(middle).last() < uid(0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < set.ranges().size() && set.ranges().get(low).first() <= lastUid();
    }

    private static int count(boolean[] set) {
        int count = 0;
        for (boolean each : set) {
            count += each ? 1 : 0;
        }
        return count;
    }

    Chunk plus(List<Entry> added, Interned interned) {
        var sum = grown(added.size());
        for (int i = 0; i < added.size(); i++) {
            Entry entry = added.get(i);
            sum.set(size() + i, entry.uid(), interned.of(entry.flags()), entry.modSeq());
        }
        return sum;
    }

    Chunk plus(Chunk other) {
        var sum = grown(other.size());
        System.arraycopy(other.uids, other.from, sum.uids, size, other.size);
        System.arraycopy(other.flags, other.from, sum.flags, size, other.size);
        System.arraycopy(other.modSeqs, other.from, sum.modSeqs, size, other.size);
        return sum;
    }

    private Chunk grown(int by) {
        var grown = new Chunk(size() + by);
        System.arraycopy(uids, from, grown.uids, 0, size);
        System.arraycopy(flags, from, grown.flags, 0, size);
        System.arraycopy(modSeqs, from, grown.modSeqs, 0, size);
        return grown;
    }
}
