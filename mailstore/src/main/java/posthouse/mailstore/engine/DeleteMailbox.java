package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;

/**
 * A mailbox goes, with its messages: RFC 9051 6.3.5.
 *
 * @param keptAt now, if they can come back; else 0
 */
record DeleteMailbox(long account, String name, long keptAt) implements NamesCommand<Void> {

    @Override
    public Decision<Void> decide(View view) throws StoreException, DatabaseFailed {
        MailboxState found = view.account(account).byName(name);
        if (found == null) {
            throw new NoSuchMailbox("no mailbox '" + name + "'");
        }
        return Decision.of(null, changes(view, found.row(), keptAt));
    }

    private static List<Change> changes(View view, MailboxRow mailbox, long keptAt) throws StoreException, DatabaseFailed {
        var changes = new ArrayList<>(emptied(view, mailbox, keptAt));
        changes.add(gone(mailbox, keptAt));
        return changes;
    }

    /** All its messages go. */
    static List<Change> emptied(View view, MailboxRow mailbox, long keptAt) throws StoreException, DatabaseFailed {
        UidSet uids = view.uids(view.mailbox(mailbox.account(), mailbox.id()));
        var changes = new ArrayList<Change>();
        changes.add(new MessageChange.EmptyMailbox(mailbox.id(), uids, keptAt));
        if (keptAt == 0) {
            changes.addAll(Noted.removed(view, mailbox, uids));
        }
        return changes;
    }

    /** And then it goes. */
    static Change gone(MailboxRow mailbox, long keptAt) {
        return new MailboxChange.DeleteMailbox(mailbox.id(), mailbox.account(), keptAt, keptAt != 0);
    }
}
