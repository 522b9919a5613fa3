package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.AlreadyExists;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchDomain;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.RemovedRows.RemovedAccount;
import posthouse.mailstore.jdbc.RemovedRows.Refill;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Change;

/**
 * A removed account is there again, with the mailboxes that went with it.
 *
 * @param known what was read of their messages before this had its turn
 */
record RestoreAccount(long id, Map<Long, Refill> known) implements NamesCommand<Void> {

    @Override
    public Decision<Void> decide(View view) throws StoreException, DatabaseFailed {
        RemovedAccount removed = view.writing().removedAccounts().stream().filter(a -> a.id() == id).findFirst()
            .orElseThrow(() -> new NoSuchAccount("the account can't be restored any more"));
        var address = new EmailAddress(removed.localPart(), new Domain(removed.domain()));
        if (!view.accounts().domains().containsKey(address.domain())) {
            throw new NoSuchDomain("the domain " + address.domain() + " is not a local one any more");
        }
        if (view.accounts().find(address).isPresent() || view.accounts().alias(address).isPresent()) {
            throw new AlreadyExists(address + " exists");
        }
        var changes = new ArrayList<Change>();
        changes.add(new AccountChange.RestoreAccount(id));
        long uidValidity = view.numbers().uidValidity();
        for (RemovedMailbox mailbox : view.writing().removedMailboxes(id)) {
            if (mailbox.at() == removed.at()) {
                RestoreMailbox.add(view, mailbox, known.get(mailbox.id()), id, mailbox.name(), Set.of(), uidValidity++, changes);
            }
        }
        return Decision.of(null, changes);
    }
}
