package posthouse.imap.selected;

import java.util.List;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;

/**
 * The messages of the selected mailbox as the client was told of them: which sequence number is which UID. Immutable; a
 * session gets another one between commands, which has fewer messages only where the client was told so (RFC 9051 7.5.1).
 */
public final class View {

    private final Snapshot told;
    private final UidSet recent;
    private final UidSet lastResult;
    private final boolean uidOnly;

    /**
     * @param lastResult UIDs that {@code $} stands for (RFC 5182); those that are not in the view any more don't count
     * @param uidOnly whether the client gave up sequence numbers (RFC 9586)
     */
    View(Snapshot told, UidSet recent, UidSet lastResult, boolean uidOnly) {
        this.told = told;
        this.recent = recent;
        this.lastResult = lastResult;
        this.uidOnly = uidOnly;
    }

    View with(Snapshot next, UidSet nextRecent) {
        return new View(next, nextRecent, lastResult, uidOnly);
    }

    View saving(UidSet result) {
        return new View(told, recent, result, uidOnly);
    }

    Snapshot snapshot() {
        return told;
    }

    UidSet recent() {
        return recent;
    }

    /** Messages the client knows of (EXISTS). */
    public int size() {
        return told.size();
    }

    /** The UID of a sequence number, 1 to {@link #size()}. */
    public long uid(int sequence) {
        return told.uid(sequence);
    }

    /** The sequence number of a UID; 0 if the client doesn't know of such a message. */
    public int sequence(long uid) {
        return told.sequence(uid);
    }

    /** The UID of the last message; 0 if there is none. */
    public long lastUid() {
        return told.lastUid();
    }

    /** The flags as of the last time the view was brought up to date. */
    public Flags flags(int sequence) {
        return told.flags(sequence);
    }

    /** The mod-sequence as of the last time the view was brought up to date. */
    public long modSeq(int sequence) {
        return told.modSeq(sequence);
    }

    /** The mailbox's mod-sequence when the view was brought up to date: if the mailbox has a higher one, flags may have changed since. */
    public long highestModSeq() {
        return told.modSeq();
    }

    /** Whether the message is {@code \Recent} to this session (RFC 3501 2.3.2). */
    public boolean recent(long uid) {
        return recent.contains(uid);
    }

    /** Messages that are {@code \Recent} to this session. */
    int recentCount() {
        int count = 0;
        for (UidSet.Range range : recent.ranges()) {
            count += told.countBelow(range.last() + 1) - told.countBelow(range.first());
        }
        return count;
    }

    /**
     * The UIDs of those messages of the view that {@code set} names.
     *
     * @throws BadSyntax for a sequence number that doesn't exist (RFC 9051 9, seq-number)
     */
    public UidSet uids(SequenceSet set) throws BadSyntax {
        return uids(sequences(set));
    }

    /** The UIDs of these sequence numbers. */
    public UidSet uids(UidSet sequences) {
        var uids = new UidSet.Builder();
        for (UidSet.Range range : sequences.ranges()) {
            for (long sequence = range.first(); sequence <= range.last(); sequence++) {
                uids.add(told.uid((int) sequence));
            }
        }
        return uids.build();
    }

    /**
     * The sequence numbers of those messages of the view that {@code set} names, as ranges.
     *
     * @throws BadSyntax for a sequence number that doesn't exist (RFC 9051 9, seq-number)
     */
    public UidSet sequences(SequenceSet set) throws BadSyntax {
        UidSet there = existing(set);
        boolean numbers = !set.lastResult() && set.numbering() == Numbering.SEQUENCE;
        boolean everything = size() == 0 && set.hasStar(); // 1:* is what clients send to ask for everything
        if (numbers && !everything && set.highest() > size()) {
            throw new BadSyntax("there is no message " + set.highest() + ", the mailbox has " + size());
        }
        return there;
    }

    /** The same for one who only asks whether a message is among them: a number that doesn't exist is no mistake. */
    public UidSet existing(SequenceSet set) throws BadSyntax {
        if (set.lastResult()) {
            return sequences(lastResult);
        }
        if (set.numbering() == Numbering.UID) {
            return sequences(set.resolve(lastUid()));
        }
        if (uidOnly) {
            throw new BadSyntax(ResponseCode.UIDREQUIRED, "no message numbers once UIDONLY is enabled");
        }
        if (size() == 0) {
            return UidSet.EMPTY;
        }
        return set.resolve(size()).and(UidSet.of(List.of(new UidSet.Range(1, size())))); // 8:* of seven messages is the last: clients ask so for what is new
    }

    /** The sequence numbers of these UIDs, as far as the client knows of them. */
    public UidSet sequences(UidSet uids) {
        var sequences = new UidSet.Builder();
        for (UidSet.Range range : uids.ranges()) {
            int before = told.countBelow(range.first());
            int last = told.countBelow(range.last() + 1);
            if (last > before) {
                sequences.add(before + 1, last);
            }
        }
        return sequences.build();
    }

    /** Those of these sequence numbers whose messages changed after a mod-sequence. */
    public UidSet changedSince(UidSet sequences, long modSeq) {
        var changed = new UidSet.Builder();
        for (UidSet.Range range : sequences.ranges()) {
            for (int sequence = (int) range.first(); sequence <= range.last(); sequence++) {
                if (told.modSeq(sequence) > modSeq) {
                    changed.add(sequence);
                }
            }
        }
        return changed.build();
    }

    /** Those of these UIDs that the client doesn't count among its messages. */
    public UidSet unknown(UidSet uids) {
        var known = new UidSet.Builder();
        for (UidSet.Range range : sequences(uids).ranges()) {
            for (long sequence = range.first(); sequence <= range.last(); sequence++) {
                known.add(told.uid((int) sequence));
            }
        }
        return uids.without(known.build());
    }
}
