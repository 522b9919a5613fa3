package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import posthouse.mailstore.Mailbox.Copied;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.CopyMessages;
import posthouse.mailstore.journal.MessageChange.RemoveMessages;
import posthouse.mailstore.journal.Mutation;

/**
 * Copies in another mailbox or the same; a move removes the originals in the same record. RFC 9051 6.4.7, RFC 6851.
 *
 * @param annotationsOf whose annotations come along (0: everyone's): RFC 5257 4.6
 */
record CopyOrMove(long account, long mailbox, UidSet uids, long targetAccount, long target, boolean move, long now, Set<Long> annotationsOf)
    implements Command<Copied> {

    @Override
    public Decision<Copied> decide(View view) throws StoreException, DatabaseFailed {
        MailboxRow to = view.mailbox(targetAccount, target);
        Tally source = view.tally(account, mailbox);
        Tally copies = mailbox == target ? source : new Tally(to);
        List<MessageRow> messages = view.messages(source.mailbox(), uids);
        if (messages.isEmpty()) {
            return Decision.of(new Copied(to.uidValidity(), new long[0], new long[0]), List.of());
        }
        var moving = new Moving(source, copies, now);
        messages.forEach(m -> moving.add(m, move));
        if (!move || account != targetAccount) {
            view.checkQuota(targetAccount, copies.moreOctets(), copies.moreMessages());
        }
        List<Change> changes = moving.changes(move);
        if (source.mailbox().annotated() > 0) {
            changes.addAll(annotations(view, moving));
        }
        return new Decision<>(new Mutation(changes), List.of(), moving.rows, moving.result());
    }

    private List<Change> annotations(View view, Moving moving) throws DatabaseFailed {
        if (annotationsOf.isEmpty()) {
            return move ? Noted.removed(view, mailbox, moving.sourceUids()) : List.of();
        }
        return Noted.copied(view, moving.annotations(annotationsOf.stream().sorted().toList()), move);
    }

    /** The copies, one by one. */
    static final class Moving {
        private final Tally source;
        private final Tally target;
        private final long now;
        private final List<MessageRow> rows = new ArrayList<>();
        private final List<CopyMessages.Run> runs = new ArrayList<>();
        private final List<Long> sourceUids = new ArrayList<>();

        Moving(Tally source, Tally target, long now) {
            this.source = source;
            this.target = target;
            this.now = now;
        }

        void add(MessageRow message, boolean move) {
            long uid = target.add(message.flags(), message.size());
            rows.add(message.copy(uid, target.modSeq, now));
            sourceUids.add(message.uid());
            int last = runs.size() - 1;
            CopyMessages.Run run = runs.isEmpty() ? null : runs.get(last);
            if (run != null && run.sourceUid() + run.count() == message.uid()) { // target UIDs have no gaps
                runs.set(last, new CopyMessages.Run(run.sourceUid(), run.targetUid(), run.count() + 1));
            } else {
                runs.add(new CopyMessages.Run(message.uid(), uid, 1));
            }
            if (move) {
                source.remove(message);
            }
        }

        List<MessageRow> rows() {
            return rows;
        }

        List<Change> changes(boolean move) {
            var changes = new ArrayList<Change>();
            changes.add(new CopyMessages(source.mailbox().id(), target.mailbox().id(), target.modSeq, now, runs));
            if (move) {
                changes.add(new RemoveMessages(source.mailbox().id(), source.modSeq, sourceUids(), now, false)); // they can come back from elsewhere
            }
            changes.add(target.result());
            if (move && source != target) {
                changes.add(source.result());
            }
            return changes;
        }

        UidSet sourceUids() {
            return UidSet.of(sourceUids.stream().mapToLong(u -> u).toArray());
        }

        /** @param accounts whose annotations come along; none stands for all of them */
        CopyAnnotations annotations(List<Long> accounts) {
            return new CopyAnnotations(source.mailbox().id(), target.mailbox().id(), target.modSeq, accounts, runs);
        }

        Copied result() {
            return new Copied(target.mailbox().uidValidity(), sourceUids.stream().mapToLong(u -> u).toArray(),
                rows.stream().mapToLong(MessageRow::uid).toArray());
        }
    }
}
