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
        var gone = new Gone(new ArrayList<>(), new ArrayList<>());
        var there = view.accounts().find(address).map(e -> e.account().id());
        if (there.isPresent()) {
            long at = keptAt == 0 ? 0 : laterThanRemoved(view, there.get());
            for (MailboxState mailbox : view.account(there.get()).mailboxes()) {
                if (keptAt == 0) {
                    purgeMessages(view, mailbox.row().id(), gone);
                }
                gone.messages.addAll(DeleteMailbox.emptied(view, mailbox.row(), at));
                gone.rest.add(DeleteMailbox.gone(mailbox.row(), at));
            }
            if (keptAt == 0) {
                purgeMailboxes(view, there.get(), gone);
            }
            if (view.accounts().alias(address).isPresent()) { // what it forwards to
                gone.rest.add(new AccountChange.RemoveAlias(address.localPart(), address.domain().name()));
            }
            gone.rest.add(new AccountChange.RemoveAccount(there.get(), at));
        }
        if (keptAt == 0) {
            purgeEarlier(view, gone);
        }
        if (gone.rest.isEmpty()) {
            throw new NoSuchAccount("no account " + address);
        }
        gone.messages.addAll(gone.rest);
        return Decision.of(null, gone.messages);
    }

    /** The time by which {@link RestoreAccount} tells what went with the account from mailboxes that were deleted before, in the same millisecond too. */
    private long laterThanRemoved(View view, long account) throws DatabaseFailed {
        long latest = view.writing().removedMailboxes(account).stream().mapToLong(RemovedMailbox::at).max().orElse(0);
        return Math.max(keptAt, latest + 1);
    }

    /** Messages first: they may be many, and what others look at goes in one piece behind them. */
    private record Gone(List<Change> messages, List<Change> rest) {
    }

    private static void purgeMessages(View view, long mailbox, Gone gone) throws DatabaseFailed {
        UidSet uids = view.writing().removedUids(mailbox);
        gone.messages.add(new MessageChange.PurgeMessages(mailbox, uids));
        gone.messages.addAll(Noted.removed(view, mailbox, uids));
    }

    private static void purgeMailboxes(View view, long account, Gone gone) throws DatabaseFailed {
        for (RemovedMailbox mailbox : view.writing().removedMailboxes(account)) {
            purgeMessages(view, mailbox.id(), gone);
            gone.rest.add(new MailboxChange.PurgeMailbox(mailbox.id()));
        }
    }

    /** Accounts of this address that were removed before. */
    private void purgeEarlier(View view, Gone gone) throws DatabaseFailed {
        EmailAddress canonical = address.canonical();
        for (RemovedAccount removed : view.writing().removedAccounts()) {
            if (removed.localPart().equals(canonical.localPart()) && removed.domain().equals(canonical.domain().name())) {
                purgeMailboxes(view, removed.id(), gone);
                gone.rest.add(new AccountChange.PurgeAccount(removed.id()));
            }
        }
    }
}
