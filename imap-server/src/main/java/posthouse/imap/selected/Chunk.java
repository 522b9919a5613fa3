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
    private int firstUnseen = UNKNOWN; // found when first asked; whoever comes second finds the same
    private List<String> keywords;

    private Chunk(int size) {
        uids = new int[size];
        flags = new Flags[size];
        modSeqs = new long[size];
    }

    static Chunk of(Mailbox.Index index, int from, int to, Interned interned) {
        var chunk = new Chunk(to - from);
        for (int i = 0; i < chunk.size(); i++) {
            chunk.set(i, index.uids()[from + i], interned.of(index.flags()[from + i]), index.modSeqs()[from + i]);
        }
        return chunk;
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
        return uids.length;
    }

    long uid(int index) {
        return uids[index] & 0xffffffffL;
    }

    long lastUid() {
        return uid(uids.length - 1);
    }

    Flags flags(int index) {
        return flags[index];
    }

    long modSeq(int index) {
        return modSeqs[index];
    }

    Entry entry(int index) {
        return new Entry(uid(index), flags[index], modSeqs[index]);
    }

    /** The index of a UID, or -(where it would be) - 1. */
    int find(long uid) {
        int low = 0;
        int high = uids.length - 1;
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
            while (found < flags.length && flags[found].has(Flags.System.SEEN)) {
                found++;
            }
            firstUnseen = found < flags.length ? found : -1;
        }
        return firstUnseen;
    }

    List<String> keywords() {
        if (keywords == null) {
            var found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Flags last = Flags.NONE;
            for (Flags each : flags) {
                if (each != last) {
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
                copy.set(target++, uid(i), flags[i], modSeqs[i]);
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
        System.arraycopy(other.uids, 0, sum.uids, size(), other.size());
        System.arraycopy(other.flags, 0, sum.flags, size(), other.size());
        System.arraycopy(other.modSeqs, 0, sum.modSeqs, size(), other.size());
        return sum;
    }

    private Chunk grown(int by) {
        var grown = new Chunk(size() + by);
        System.arraycopy(uids, 0, grown.uids, 0, size());
        System.arraycopy(flags, 0, grown.flags, 0, size());
        System.arraycopy(modSeqs, 0, grown.modSeqs, 0, size());
        return grown;
    }
}
