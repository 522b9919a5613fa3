package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/** A mailbox out of a backup, without its messages: under its name, or beside the one that has it. The answer is the name. */
record MakeRestoredMailbox(long account, RestoredMailbox mailbox, boolean subscribed, long limit) implements NamesCommand<String> {

    @Override
    public Decision<String> decide(View view) throws StoreException {
        if (view.accounts().find(account).isEmpty()) {
            throw new NoSuchAccount("the account does not exist any more");
        }
        AccountState there = view.account(account);
        String name = RestoreMailbox.free(there.names(), mailbox.name());
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        uses.addAll(mailbox.uses());
        there.mailboxes().forEach(m -> uses.removeAll(m.row().uses()));
        var changes = new ArrayList<Change>(CreateMailbox.missingParents(there, account, name, view.numbers()));
        CreateMailbox.checkLimit(view, account, changes.size() + 1, limit);
        mailbox.addTo(changes, CreateMailbox.create(account, name, uses, view.numbers(), changes.size()));
        if (subscribed) {
            changes.add(new MailboxChange.SetSubscribed(account, name, true));
        }
        return Decision.of(name, changes);
    }
}
