package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Flags;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.RemoveMessages;

/**
 * Messages that go: RFC 9051 6.4.3, RFC 4315 2.1; or those that POP3 deleted, RFC 1939 6.
 *
 * @param kept whether they can come back
 */
record Expunge(long account, long mailbox, UidSet uids, boolean onlyDeleted, long now, boolean kept) implements Command<UidSet> {

    @Override
    public Decision<UidSet> decide(View view) throws StoreException, DatabaseFailed {
        Tally tally = view.tally(account, mailbox);
        if (onlyDeleted && tally.mailbox().deleted() == 0) {
            return Decision.of(UidSet.EMPTY, List.of());
        }
        var gone = new UidSet.Builder();
        for (MessageRow message : view.messages(tally.mailbox(), uids)) {
            if (!onlyDeleted || message.flags().has(Flags.System.DELETED)) {
                tally.remove(message);
                gone.add(message.uid());
            }
        }
        UidSet removed = gone.build();
        if (removed.isEmpty()) {
            return Decision.of(removed, List.of());
        }
        var changes = new ArrayList<Change>(List.of(new RemoveMessages(mailbox, tally.modSeq, removed, now, kept), tally.result()));
        if (!kept) {
            changes.addAll(Noted.removed(view, tally.mailbox(), removed));
        }
        return Decision.of(removed, changes);
    }
}
