package posthouse.mailstore.engine;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox.Index;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.Whereabouts;
import posthouse.mailstore.journal.PayloadReader;
import posthouse.mailstore.journal.PayloadWriter;

/**
 * The messages of a mailbox in memory, by ascending UID: an array for each column, because mailboxes are large. Where octets are is
 * known of some messages, and noted when it is asked for. Each change may be made twice without harm: a list that is loaded while
 * changes are made gets some of them from the table and again from the writer.
 */
final class MessageList {
    /** What a message takes, roughly: 56, and about as much again once it was located. */
    static final int ROW_OCTETS = 100;
    /** So many rows have one highest mod-sequence together, so that what changed last is found without looking at all. */
    private static final int BLOCK = 512;
    /** So many messages are located together: who reads one reads its neighbours too. */
    private static final int NEIGHBOURS = 64;
    /** Combinations of flags, each of which is one object. */
    private static final int KNOWN_FLAGS = 1000;
    private static final int SEEN = Flags.System.SEEN.ordinal();
    private static final int DELETED = Flags.System.DELETED.ordinal();

    private int[] uids;
    private Flags[] flags;
    /** Mod-sequence, size, internal date, save date, id and body, each an array. */
    private final long[][] columns = new long[6][];
    /** {@code null} as long as nothing is known. */
    private Whereabouts[] where;
    private long[] highest = new long[1];
    private final Map<Flags, Flags> known = new HashMap<>();
    private int size;

    /** A change of the list. */
    interface Edit {
        void applyTo(MessageList list);
    }

    /** @param expected how many there will be, roughly: there is room for some more, so that the next that comes need not copy all of them */
    MessageList(long expected) {
        int capacity = (int) Math.min(Math.max(16, expected + expected / 64), 1 << 24);
        uids = new int[capacity];
        flags = new Flags[capacity];
        Arrays.setAll(columns, i -> new long[capacity]);
    }

    /** A copy, which knows where all its messages are if this one does. */
    MessageList(MessageList other) {
        this(other, 0, other.size);
        where = other.where == null ? null : Arrays.copyOf(other.where, size);
        highest = other.highest.clone();
    }

    private MessageList(MessageList other, int from, int to) {
        size = to - from;
        uids = Arrays.copyOfRange(other.uids, from, to);
        flags = Arrays.copyOfRange(other.flags, from, to);
        Arrays.setAll(columns, i -> Arrays.copyOfRange(other.columns[i], from, to));
    }

    /** A copy of some: from this UID on, so many at most; without where they are, and for {@link #writeTo} only. */
    MessageList part(long firstUid, int most) {
        int from = indexOf(firstUid);
        return new MessageList(this, from, Math.min(size, from + most));
    }

    int size() {
        return size;
    }

    long uid(int index) {
        return uids[index] & 0xffffffffL;
    }

    Flags flags(int index) {
        return flags[index];
    }

    long modSeq(int index) {
        return columns[0][index];
    }

    long octets(int index) {
        return columns[1][index];
    }

    /** The UID behind the last; 1 if there is none. */
    long nextUid() {
        return size == 0 ? 1 : uid(size - 1) + 1;
    }

    /** Where they are; all of them are located. */
    List<Whereabouts> whereabouts() {
        return where == null ? List.of() : Collections.unmodifiableList(Arrays.asList(where).subList(0, size));
    }

    /** Index of the first message from this one on of which it is not known where it is; the size if there is none. */
    int firstLost(int from) {
        int index = from;
        while (index < size && where != null && where[index] != null) {
            index++;
        }
        return index;
    }

    /** The UIDs around one; the list is not empty. */
    UidSet.Range neighbours(long uid) {
        int first = Math.min(indexOf(uid), size - 1) / NEIGHBOURS * NEIGHBOURS;
        return new UidSet.Range(Math.min(uid, uid(first)), Math.max(uid, uid(Math.min(size, first + NEIGHBOURS) - 1)));
    }

    MessageRow get(int index) {
        return new MessageRow(uid(index), columns[0][index], flags[index], columns[1][index], columns[2][index], columns[3][index], columns[4][index],
            columns[5][index], where == null ? null : where[index]);
    }

    /** {@code null} if there is none of this UID. */
    MessageRow find(long uid) {
        int index = indexOf(uid);
        return index < size && uid(index) == uid ? get(index) : null;
    }

    /** Index of the first message with this UID or a higher one. */
    int indexOf(long uid) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (uid(middle) < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(MessageRow row) {
        if (size > 0 && uid(size - 1) >= row.uid()) {
            return; // loaded already
        }
        if (size == uids.length) {
            grow(size + size / 4 + 16);
        }
        int index = size++;
        uids[index] = (int) row.uid();
        flags[index] = one(row.flags());
        columns[0][index] = row.modSeq();
        columns[1][index] = row.size();
        columns[2][index] = row.internalDate();
        columns[3][index] = row.saveDate();
        columns[4][index] = row.emailId();
        columns[5][index] = row.body();
        note(index, row.modSeq());
        if (row.where() != null) {
            locate(index, row.where());
        }
    }

    /** The same flags, always the same object. */
    private Flags one(Flags wanted) {
        if (known.size() >= KNOWN_FLAGS) {
            known.clear();
        }
        Flags same = known.putIfAbsent(wanted, wanted);
        return same == null ? wanted : same;
    }

    /** Writes all of them, a column after the other, but not where they are. */
    void writeTo(PayloadWriter to) {
        Map<Flags, Integer> numbers = new LinkedHashMap<>();
        var numbered = ByteBuffer.allocate(size * Integer.BYTES);
        for (int i = 0; i < size; i++) {
            numbered.putInt(numbers.computeIfAbsent(flags[i], f -> numbers.size()));
        }
        to.list(List.copyOf(numbers.keySet()), PayloadWriter::flags).octets(numbered.array());
        var octets = ByteBuffer.allocate(size * Integer.BYTES);
        octets.asIntBuffer().put(uids, 0, size);
        to.octets(octets.array());
        for (long[] column : columns) {
            octets = ByteBuffer.allocate(size * Long.BYTES);
            octets.asLongBuffer().put(column, 0, size);
            to.octets(octets.array());
        }
    }

    /** Adds what {@link #writeTo} wrote: messages with higher UIDs than those that are here. Whole arrays at a time, as a JVM just started is slow at loops. */
    void readFrom(PayloadReader from) {
        Flags[] numbers = from.list(PayloadReader::flags).stream().map(this::one).toArray(Flags[]::new);
        IntBuffer numbered = from.view().asIntBuffer();
        int added = numbered.remaining();
        if (size + added > uids.length) {
            grow(size + Math.max(added, size / 4));
        }
        var number = new int[added];
        numbered.get(number);
        for (int i = 0; i < added; i++) {
            flags[size + i] = numbers[number[i]];
        }
        from.view().asIntBuffer().get(uids, size, added);
        for (long[] column : columns) {
            from.view().asLongBuffer().get(column, size, added);
        }
        size += added;
        noteFrom(size - added);
    }

    /** Whether it has what a mailbox's counters say. */
    boolean agreesWith(MailboxRow row) {
        long[] sizes = columns[1];
        long octets = 0;
        int unseen = 0;
        int deleted = 0;
        for (int i = 0; i < size; i++) {
            int system = flags[i].system();
            octets += sizes[i];
            unseen += 1 - (system >> SEEN & 1);
            deleted += system >> DELETED & 1;
        }
        return size == row.messages() && octets == row.octets() && unseen == row.unseen() && deleted == row.deleted() && nextUid() <= row.uidNext();
    }

    /** UIDs, flags and mod-sequences. */
    Index index(Status status) {
        return new Index(status, Arrays.copyOf(uids, size), Arrays.copyOf(flags, size), Arrays.copyOf(columns[0], size));
    }

    private void grow(int capacity) {
        uids = Arrays.copyOf(uids, capacity);
        flags = Arrays.copyOf(flags, capacity);
        Arrays.setAll(columns, i -> Arrays.copyOf(columns[i], capacity));
        where = where == null ? null : Arrays.copyOf(where, capacity);
    }

    private void locate(int index, Whereabouts found) {
        if (where == null) {
            where = new Whereabouts[uids.length];
        }
        where[index] = found;
    }

    /** Notes where messages are. */
    void locate(List<MessageRow> located) {
        for (MessageRow row : located) {
            int index = indexOf(row.uid());
            if (index < size && uid(index) == row.uid()) {
                locate(index, row.where());
            }
        }
    }

    /** Forgets where messages are. */
    void lose() {
        where = null;
    }

    /** A message as another node left it: a new one, or one that is here with older flags. */
    void put(MessageRow row) {
        int index = indexOf(row.uid());
        if (index == size) {
            add(row);
        } else if (uid(index) == row.uid() && modSeq(index) < row.modSeq()) {
            flags[index] = one(row.flags());
            columns[0][index] = row.modSeq();
            note(index, row.modSeq());
        }
    }

    private void note(int index, long modSeq) {
        int block = index / BLOCK;
        if (block >= highest.length) {
            highest = Arrays.copyOf(highest, highest.length * 2);
        }
        highest[block] = Math.max(highest[block], modSeq);
    }

    /** Notes the mod-sequences of all from this one on. */
    private void noteFrom(int from) {
        long[] modSeqs = columns[0];
        for (int i = from; i < size; ) {
            int end = Math.min(size, (i / BLOCK + 1) * BLOCK);
            long last = 0;
            for (; i < end; i++) {
                last = Math.max(last, modSeqs[i]);
            }
            note(end - 1, last);
        }
    }

    /** The messages that have a higher mod-sequence. */
    List<MessageRow> changedSince(long modSeq) {
        var changed = new ArrayList<MessageRow>();
        for (int block = 0; block * BLOCK < size; block++) {
            int end = highest[block] > modSeq ? Math.min(size, (block + 1) * BLOCK) : 0;
            for (int i = block * BLOCK; i < end; i++) {
                if (modSeq(i) > modSeq) {
                    changed.add(get(i));
                }
            }
        }
        return changed;
    }

    void setFlags(UidSet changed, Flags wanted, long modSeq) {
        Flags newFlags = one(wanted);
        for (UidSet.Range range : changed.ranges()) {
            for (int i = indexOf(range.first()); i < size && uid(i) <= range.last(); i++) {
                if (modSeq(i) < modSeq) {
                    flags[i] = newFlags;
                    columns[0][i] = modSeq;
                    note(i, modSeq);
                }
            }
        }
    }

    void remove(UidSet removed) {
        if (removed.isEmpty()) {
            return;
        }
        int first = indexOf(removed.ranges().get(0).first());
        int kept = first;
        int from = first;
        for (UidSet.Range range : removed.ranges()) {
            int gone = indexOf(range.first());
            kept = move(from, gone, kept);
            from = indexOf(range.last() + 1);
        }
        kept = move(from, size, kept);
        Arrays.fill(flags, kept, size, null);
        if (where != null) {
            Arrays.fill(where, kept, size, null);
        }
        size = kept;
        Arrays.fill(highest, first / BLOCK, highest.length, 0);
        noteFrom(first / BLOCK * BLOCK);
    }

    private int move(int from, int to, int target) {
        int count = to - from;
        if (count > 0 && from != target) {
            System.arraycopy(uids, from, uids, target, count);
            System.arraycopy(flags, from, flags, target, count);
            for (long[] column : columns) {
                System.arraycopy(column, from, column, target, count);
            }
            if (where != null) {
                System.arraycopy(where, from, where, target, count);
            }
        }
        return target + count;
    }

    /** The messages of these UIDs that fit. */
    List<MessageRow> select(UidSet wantedUids, Predicate<MessageRow> wanted) {
        var selected = new ArrayList<MessageRow>();
        for (UidSet.Range range : wantedUids.ranges()) {
            for (int i = indexOf(range.first()); i < size && uid(i) <= range.last(); i++) {
                MessageRow row = get(i);
                if (wanted.test(row)) {
                    selected.add(row);
                }
            }
        }
        return selected;
    }
}
