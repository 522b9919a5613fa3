package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.RemovedRows.RemovedAccount;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMessage;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;

/**
 * An account goes, with its mailboxes.
 *
 * @param keptAt now, if it can come back; 0 if all that is or was its own is erased, also what was removed before
 */
record RemoveAccount(EmailAddress address, long keptAt) implements NamesCommand<Void> {

    @Override
    public Decision<Void> decide(View view) throws StoreException, DatabaseFailed {
        var changes = new ArrayList<Change>();
        var there = view.accounts().find(address).map(e -> e.account().id());
        if (there.isPresent()) {
            for (MailboxState mailbox : view.account(there.get()).mailboxes()) {
                if (keptAt == 0) {
                    purgeMessages(view, mailbox.row().id(), changes);
                }
                changes.addAll(DeleteMailbox.changes(view, mailbox.row(), keptAt));
            }
            if (keptAt == 0) {
                purgeMailboxes(view, there.get(), changes);
            }
            if (view.accounts().alias(address).isPresent()) { // what it forwards to
                changes.add(new AccountChange.RemoveAlias(address.localPart(), address.domain().name()));
            }
            changes.add(new AccountChange.RemoveAccount(there.get(), keptAt));
        }
        if (keptAt == 0) {
            purgeEarlier(view, changes);
        }
        if (changes.isEmpty()) {
            throw new NoSuchAccount("no account " + address);
        }
        return Decision.of(null, changes);
    }

    private static void purgeMessages(View view, long mailbox, List<Change> changes) throws DatabaseFailed {
        var uids = new UidSet.Builder();
        for (RemovedMessage message : view.removedMessages(mailbox)) {
            uids.add(message.row().uid());
        }
        changes.add(new MessageChange.PurgeMessages(mailbox, uids.build()));
        changes.addAll(Noted.removed(view, mailbox, uids.build()));
    }

    private static void purgeMailboxes(View view, long account, List<Change> changes) throws DatabaseFailed {
        for (RemovedMailbox mailbox : view.writing().removedMailboxes(account)) {
            purgeMessages(view, mailbox.id(), changes);
            changes.add(new MailboxChange.PurgeMailbox(mailbox.id()));
        }
    }

    /** Accounts of this address that were removed before. */
    private void purgeEarlier(View view, List<Change> changes) throws DatabaseFailed {
        EmailAddress canonical = address.canonical();
        for (RemovedAccount removed : view.writing().removedAccounts()) {
            if (removed.localPart().equals(canonical.localPart()) && removed.domain().equals(canonical.domain().name())) {
                purgeMailboxes(view, removed.id(), changes);
                changes.add(new AccountChange.PurgeAccount(removed.id()));
            }
        }
    }
}
