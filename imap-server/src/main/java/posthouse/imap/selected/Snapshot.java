package posthouse.imap.selected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;

/**
 * The messages of a mailbox at one mod-sequence. Immutable; the next version shares all {@link Chunk}s that did not change,
 * so that many sessions can each hold the version their client knows, and two versions are compared quickly.
 */
final class Snapshot {

    private static final int UNKNOWN = -1;

    private final Chunk[] chunks;
    private final int[] before; // messages before each chunk
    private final int size;
    private final long modSeq;
    private final long uidNext;
    private int lastFound; // a chunk: whoever goes through the messages finds the next one there. No more than a hint, whichever thread left it
    private int firstUnseen = UNKNOWN; // found when first asked, as in chunks: selecting a large mailbox again looks at nothing
    private List<String> keywords;

    private Snapshot(List<Chunk> chunks, long modSeq, long uidNext) {
        this.chunks = chunks.toArray(Chunk[]::new);
        this.before = new int[this.chunks.length];
        int count = 0;
        for (int i = 0; i < before.length; i++) {
            before[i] = count;
            count += this.chunks[i].size();
        }
        this.size = count;
        this.modSeq = modSeq;
        this.uidNext = uidNext;
    }

    /** A message as a client may know it. */
    record Entry(long uid, Flags flags, long modSeq) {
    }

    static Snapshot of(Mailbox.Index index) {
        var chunks = new ArrayList<Chunk>();
        for (int from = 0; from < index.numbers().length; from += Chunk.CAPACITY) {
            chunks.add(Chunk.of(index, from, Math.min(from + Chunk.CAPACITY, index.numbers().length)));
        }
        return new Snapshot(chunks, index.status().highestModSeq(), index.status().uidNext());
    }

    int size() {
        return size;
    }

    /** What this is up to date with. */
    long modSeq() {
        return modSeq;
    }

    long uidNext() {
        return uidNext;
    }

    long uid(int sequence) {
        int chunk = chunkOf(sequence);
        return chunks[chunk].uid(sequence - 1 - before[chunk]);
    }

    Flags flags(int sequence) {
        int chunk = chunkOf(sequence);
        return chunks[chunk].flags(sequence - 1 - before[chunk]);
    }

    long modSeq(int sequence) {
        int chunk = chunkOf(sequence);
        return chunks[chunk].modSeq(sequence - 1 - before[chunk]);
    }

    long lastUid() {
        return size == 0 ? 0 : chunks[chunks.length - 1].lastUid();
    }

    private int chunkOf(int sequence) {
        if (sequence < 1 || sequence > size) {
            throw new IndexOutOfBoundsException(sequence + " of " + size);
        }
        int last = lastFound;
        if (before[last] < sequence && (last + 1 == before.length || sequence <= before[last + 1])) {
            return last;
        }
        int found = Arrays.binarySearch(before, sequence - 1);
        int chunk = found >= 0 ? found : -found - 2; // chunks are never empty
        lastFound = chunk;
        return chunk;
    }

    /** The sequence number of a UID, 0 if there is no such message. */
    int sequence(long uid) {
        int position = position(uid);
        return position > 0 ? position : 0;
    }

    /** How many messages have a UID below this. */
    int countBelow(long uid) {
        int position = position(uid);
        return position > 0 ? position - 1 : -position - 1;
    }

    /** The sequence number of a UID, or -(what it would be). */
    private int position(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) { // the first chunk that ends at this UID or later
            int middle = (low + high) >>> 1;
            if (chunks[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (chunks.length == 0) {
            return -1;
        }
        int found = chunks[low].find(uid);
        return found >= 0 ? before[low] + found + 1 : -(before[low] - found - 1) - 1;
    }

    /** The sequence number of the first message without \Seen, 0 if all have it. */
    int firstUnseen() {
        if (firstUnseen == UNKNOWN) {
            firstUnseen = findFirstUnseen();
        }
        return firstUnseen;
    }

    private int findFirstUnseen() {
        for (int i = 0; i < chunks.length; i++) {
            int found = chunks[i].firstUnseen();
            if (found >= 0) {
                return before[i] + found + 1;
            }
        }
        return 0;
    }

    /** Every keyword that a message has. */
    SortedSet<String> keywords() {
        if (keywords == null) {
            var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (Chunk chunk : chunks) {
                all.addAll(chunk.keywords());
            }
            keywords = List.copyOf(all); // immutable: another thread may see it unfinished otherwise
        }
        var sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(keywords);
        return sorted;
    }

    // ---- the next version

    Snapshot with(Mailbox.Changes changes) {
        var entries = new ArrayList<Entry>(changes.changed().size());
        changes.changed().forEach(m -> entries.add(new Entry(m.uid(), m.flags(), m.modSeq())));
        return with(entries, changes.expunged(), changes.status().highestModSeq(), changes.status().uidNext());
    }

    /** The same messages, their flags as {@code later} has them. */
    Snapshot withFlagsOf(Snapshot later) {
        return with(to(later).changed(), UidSet.EMPTY, later.modSeq, later.uidNext);
    }

    /** This with all that {@code later} differs in, except that what was expunged stays: it can't be told yet. */
    Snapshot withoutExpunging(Difference difference, Snapshot later) {
        var entries = new ArrayList<>(difference.changed());
        entries.addAll(difference.added());
        return with(entries, UidSet.EMPTY, later.modSeq, later.uidNext);
    }

    /**
     * @param changed messages with other flags than here, and new ones, in any order
     */
    private Snapshot with(List<Entry> changed, UidSet expunged, long newModSeq, long newUidNext) {
        var entries = new ArrayList<>(changed);
        entries.sort(Comparator.comparingLong(Entry::uid));
        var interned = new Interned();
        var next = new ArrayList<Chunk>(chunks.length + 1);
        int from = 0;
        for (Chunk chunk : chunks) {
            int to = from;
            while (to < entries.size() && entries.get(to).uid() <= chunk.lastUid()) {
                to++;
            }
            Chunk changedChunk = chunk.with(entries.subList(from, to), expunged, interned);
            if (changedChunk.size() > 0) {
                next.add(changedChunk);
            }
            from = to;
        }
        append(next, entries.subList(from, entries.size()).stream().filter(e -> !expunged.contains(e.uid())).toList(), interned);
        return new Snapshot(joined(next), newModSeq, newUidNext);
    }

    private static void append(List<Chunk> chunks, List<Entry> added, Interned interned) {
        int from = 0;
        if (!chunks.isEmpty()) {
            Chunk last = chunks.get(chunks.size() - 1);
            from = Math.min(Chunk.CAPACITY - last.size(), added.size());
            if (from > 0) {
                chunks.set(chunks.size() - 1, last.plus(added.subList(0, from), interned));
            }
        }
        for (; from < added.size(); from += Chunk.CAPACITY) {
            chunks.add(Chunk.of(added.subList(from, Math.min(from + Chunk.CAPACITY, added.size())), interned));
        }
    }

    /** Joins neighbours that expunging left small, so that the number of chunks follows the number of messages. */
    private static List<Chunk> joined(List<Chunk> chunks) {
        var joined = new ArrayList<Chunk>(chunks.size());
        for (Chunk chunk : chunks) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).size() + chunk.size() <= Chunk.CAPACITY / 2) {
                joined.set(last, joined.get(last).plus(chunk));
            } else {
                joined.add(chunk);
            }
        }
        return joined;
    }

    // ---- what lies between two versions

    /**
     * What a client that knows one version must learn to know another.
     *
     * @param changed messages of both that have another mod-sequence, as they are in the later version
     * @param added messages of the later version behind the last of the earlier
     * @param expunged messages that only the earlier version has
     */
    record Difference(List<Entry> changed, List<Entry> added, UidSet expunged) {
    }

    Difference to(Snapshot later) {
        var changed = new ArrayList<Entry>();
        var added = new ArrayList<Entry>();
        var expunged = new UidSet.Builder();
        var mine = new Cursor(this);
        var theirs = new Cursor(later);
        while (!mine.atEnd() || !theirs.atEnd()) {
            if (mine.skipIfSame(theirs)) {
                continue;
            }
            if (theirs.atEnd() || !mine.atEnd() && mine.uid() < theirs.uid()) {
                expunged.add(mine.uid());
                mine.next();
            } else if (mine.atEnd() || theirs.uid() < mine.uid()) {
                added.add(theirs.entry());
                theirs.next();
            } else {
                if (mine.modSeq() != theirs.modSeq()) {
                    changed.add(theirs.entry());
                }
                mine.next();
                theirs.next();
            }
        }
        return new Difference(changed, added, expunged.build());
    }

    private static final class Cursor {
        private final Chunk[] chunks;
        private int chunk;
        private int index;

        Cursor(Snapshot of) {
            this.chunks = of.chunks;
        }

        boolean atEnd() {
            return chunk == chunks.length;
        }

        boolean skipIfSame(Cursor other) {
            boolean same = index == 0 && other.index == 0 && !atEnd() && !other.atEnd() && chunks[chunk] == other.chunks[other.chunk];
            if (same) {
                chunk++;
                other.chunk++;
            }
            return same;
        }

        long uid() {
            return chunks[chunk].uid(index);
        }

        long modSeq() {
            return chunks[chunk].modSeq(index);
        }

        Entry entry() {
            return chunks[chunk].entry(index);
        }

        void next() {
            if (++index == chunks[chunk].size()) {
                chunk++;
                index = 0;
            }
        }
    }
}
