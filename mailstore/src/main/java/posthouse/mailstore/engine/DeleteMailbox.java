package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
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

    static List<Change> changes(View view, MailboxRow mailbox, long keptAt) throws StoreException, DatabaseFailed {
        var uids = new UidSet.Builder();
        for (MessageRow message : view.messages(view.mailbox(mailbox.account(), mailbox.id()), UidSet.ALL)) {
            uids.add(message.uid());
        }
        var changes = new ArrayList<Change>();
        changes.add(new MessageChange.EmptyMailbox(mailbox.id(), uids.build(), keptAt));
        if (keptAt == 0) {
            changes.addAll(Noted.removed(view, mailbox, uids.build()));
        }
        changes.add(new MailboxChange.DeleteMailbox(mailbox.id(), mailbox.account(), keptAt, keptAt != 0));
        return changes;
    }
}
