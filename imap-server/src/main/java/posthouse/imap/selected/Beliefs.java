package posthouse.imap.selected;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;

/** What the client knows of messages that changed since its view was made, because the running command tells it or it did it itself. */
final class Beliefs {

    private Map<Long, Belief> believed = Map.of(); // by UID

    /**
     * What it knows of a message.
     *
     * @param flags {@code null} for those of the view
     * @param modSeq 0 for that of the view
     */
    private record Belief(Flags flags, long modSeq) {
        static final Belief NONE = new Belief(null, 0);
    }

    /** It is told that a message has these flags. */
    void told(View view, int sequence, Flags flags) {
        Flags known = view.flags(sequence);
        if (known != flags && !known.equals(flags)) {
            long uid = view.uid(sequence);
            believe(uid, new Belief(flags, of(uid).modSeq));
        }
    }

    /** It is told that a message has this mod-sequence. */
    void told(View view, int sequence, long modSeq) {
        if (view.modSeq(sequence) != modSeq) {
            long uid = view.uid(sequence);
            believe(uid, new Belief(of(uid).flags, modSeq));
        }
    }

    /** It changed these messages itself. */
    void changed(View view, UidSet uids, FlagChange change) {
        Snapshot told = view.snapshot();
        for (UidSet.Range range : uids.ranges()) {
            int last = told.countBelow(range.last() + 1);
            for (int sequence = told.countBelow(range.first()) + 1; sequence <= last; sequence++) {
                believe(view.uid(sequence), new Belief(change.applyTo(view.flags(sequence)), 0));
            }
        }
    }

    private void believe(long uid, Belief belief) {
        if (believed.isEmpty()) {
            believed = new HashMap<>();
        }
        believed.put(uid, belief);
    }

    private Belief of(long uid) {
        return believed.getOrDefault(uid, Belief.NONE);
    }

    void forget() {
        believed = Map.of();
    }

    /** The messages whose flags it doesn't know. @param always UIDs of those that it is told of whether it knows them or not */
    BitSet flagsToTell(Snapshot.Difference difference, Snapshot before, Snapshot next, UidSet always) {
        var sequences = new BitSet();
        for (Snapshot.Entry entry : difference.changed()) {
            Flags told = of(entry.uid()).flags;
            Flags known = told != null ? told : before.flags(before.sequence(entry.uid()));
            if (!entry.flags().equals(known)) {
                sequences.set(next.sequence(entry.uid()));
            }
        }
        for (UidSet.Range range : always.ranges()) {
            sequences.set(next.countBelow(range.first()) + 1, next.countBelow(range.last() + 1) + 1);
        }
        difference.expunged().ranges().forEach(r -> clear(r, next, sequences)); // some may still be in the view
        return sequences;
    }

    /**
     * RFC 7162 3.1.3: a new mod-sequence is told even where the client knows the flags, because it changed them .SILENTly itself.
     *
     * @param always UIDs of those whose mod-sequence it is told whether it knows it or not
     */
    BitSet modSeqsToTell(Snapshot.Difference difference, Snapshot next, BitSet flags, UidSet always) {
        var sequences = new BitSet();
        for (Snapshot.Entry entry : difference.changed()) {
            int sequence = next.sequence(entry.uid());
            if (!flags.get(sequence) && of(entry.uid()).modSeq != entry.modSeq()) {
                sequences.set(sequence);
            }
        }
        for (UidSet.Range range : always.ranges()) {
            sequences.set(next.countBelow(range.first()) + 1, next.countBelow(range.last() + 1) + 1);
        }
        difference.expunged().ranges().forEach(r -> clear(r, next, sequences));
        sequences.andNot(flags);
        return sequences;
    }

    private static void clear(UidSet.Range uids, Snapshot in, BitSet sequences) {
        sequences.clear(in.countBelow(uids.first()) + 1, in.countBelow(uids.last() + 1) + 1);
    }
}
