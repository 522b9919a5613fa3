package posthouse.mailstore.journal;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.CopyMessages;
import posthouse.mailstore.journal.MessageChange.EmptyMailbox;
import posthouse.mailstore.journal.MessageChange.PurgeMessages;
import posthouse.mailstore.journal.MessageChange.RefillMailbox;
import posthouse.mailstore.journal.MessageChange.RemoveAnnotations;
import posthouse.mailstore.journal.MessageChange.RemoveMessages;
import posthouse.mailstore.journal.MessageChange.RestoreMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.MessageChange.SetFlags;

/**
 * Cuts a mutation that touches many rows into small ones that together do the same, in the same order. It comes out the same
 * whenever it is done.
 */
final class Pieces {
    private final int limit;
    private final List<Mutation> pieces = new ArrayList<>();
    private List<Change> current = new ArrayList<>();
    private int rows;

    private Pieces(int limit) {
        this.limit = limit;
    }

    static List<Mutation> of(Mutation mutation, int limit) {
        var pieces = new Pieces(limit);
        for (Change change : mutation.changes()) {
            if (change instanceof SetFlags flags) {
                flags.groups().forEach(g -> pieces.cut(g.uids(),
                    part -> new SetFlags(flags.mailbox(), flags.modSeq(), List.of(new SetFlags.Group(g.flags(), part)))));
            } else if (change instanceof RemoveMessages removed) {
                pieces.cut(removed.uids(), part -> new RemoveMessages(removed.mailbox(), removed.modSeq(), part, removed.at(), removed.kept()));
            } else if (change instanceof EmptyMailbox emptied) {
                pieces.cut(emptied.uids(), part -> new EmptyMailbox(emptied.mailbox(), part, emptied.keptAt()));
            } else if (change instanceof CopyMessages copied) {
                pieces.cut(copied.runs(), part -> new CopyMessages(copied.source(), copied.target(), copied.modSeq(), copied.saveDate(), part));
            } else if (change instanceof RestoreMessages restored) {
                pieces.cut(restored.runs(),
                    part -> new RestoreMessages(restored.source(), restored.target(), restored.modSeq(), restored.saveDate(), part));
            } else if (change instanceof RefillMailbox refilled) {
                pieces.cut(refilled.uids(), part -> new RefillMailbox(refilled.mailbox(), refilled.modSeq(), part));
            } else if (change instanceof PurgeMessages purged) {
                pieces.cut(purged.uids(), part -> new PurgeMessages(purged.mailbox(), part));
            } else if (!pieces.cutAnnotations(change)) {
                pieces.current.add(change);
            }
        }
        pieces.end();
        return pieces.pieces;
    }

    /** @return whether it is one of theirs */
    private boolean cutAnnotations(Change change) {
        if (change instanceof SetAnnotations set) {
            cut(set.uids(), part -> new SetAnnotations(set.mailbox(), set.modSeq(), part, set.notes(), set.forget()));
        } else if (change instanceof CopyAnnotations copied) {
            cut(copied.runs(), part -> new CopyAnnotations(copied.source(), copied.target(), copied.modSeq(), copied.accounts(), part));
        } else if (change instanceof RemoveAnnotations removed) {
            cut(removed.uids(), part -> new RemoveAnnotations(removed.mailbox(), part));
        } else {
            return false;
        }
        return true;
    }

    private interface Part {
        Change of(UidSet uids);
    }

    private void cut(UidSet uids, Part change) {
        var part = new ArrayList<UidSet.Range>();
        for (UidSet.Range range : uids.ranges()) {
            for (long first = range.first(); first <= range.last(); ) {
                int count = (int) Math.min(limit - rows, range.last() - first + 1);
                part.add(new UidSet.Range(first, first + count - 1));
                first += count;
                rows += count;
                if (rows == limit) {
                    current.add(change.of(new UidSet(part)));
                    part.clear();
                    end();
                }
            }
        }
        if (!part.isEmpty()) {
            current.add(change.of(new UidSet(part)));
        }
    }

    private interface Runs {
        Change of(List<CopyMessages.Run> runs);
    }

    private void cut(List<CopyMessages.Run> runs, Runs change) {
        var part = new ArrayList<CopyMessages.Run>();
        for (CopyMessages.Run run : runs) {
            for (int done = 0; done < run.count(); ) {
                int count = Math.min(limit - rows, run.count() - done);
                part.add(new CopyMessages.Run(run.sourceUid() + done, run.targetUid() + done, count));
                done += count;
                rows += count;
                if (rows == limit) {
                    current.add(change.of(part));
                    part = new ArrayList<>();
                    end();
                }
            }
        }
        if (!part.isEmpty()) {
            current.add(change.of(part));
        }
    }

    private void end() {
        if (!current.isEmpty()) {
            pieces.add(new Mutation(current));
        }
        current = new ArrayList<>();
        rows = 0;
    }
}
