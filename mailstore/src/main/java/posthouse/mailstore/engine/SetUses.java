package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/** What a mailbox is for: each use belongs to one at most. Answers the names of those it was taken from. */
record SetUses(long account, long mailbox, Set<SpecialUse> uses) implements NamesCommand<List<String>> {

    @Override
    public Decision<List<String>> decide(View view) throws StoreException {
        AccountState mailboxes = view.account(account);
        if (mailboxes.byId(mailbox) == null) {
            throw new NoSuchMailbox("the mailbox does not exist any more");
        }
        var changes = new ArrayList<Change>();
        var others = new ArrayList<String>();
        for (MailboxState state : mailboxes.mailboxes()) {
            MailboxRow row = state.row();
            Set<SpecialUse> after = EnumSet.noneOf(SpecialUse.class);
            after.addAll(row.id() == mailbox ? uses : row.uses());
            if (row.id() != mailbox && after.removeAll(uses)) {
                others.add(row.name());
            }
            if (!after.equals(row.uses())) {
                changes.add(new MailboxChange.SetUses(row.id(), account, after));
            }
        }
        return Decision.of(others, changes);
    }
}
