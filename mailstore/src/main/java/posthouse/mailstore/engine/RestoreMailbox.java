package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.Removed.Restored;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.RemovedRows.Refill;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;

/**
 * A deleted mailbox is there again, with the messages it had: its UIDs are the old ones, under a new UIDVALIDITY.
 *
 * @param known what was read of its messages before this had its turn
 */
record RestoreMailbox(long owner, long id, long account, Refill known) implements NamesCommand<Restored> {
    private static final String RESTORED = "Restored" + Mailboxes.SEPARATOR;

    @Override
    public Decision<Restored> decide(View view) throws StoreException, DatabaseFailed {
        if (view.accounts().find(account).isEmpty()) {
            throw new NoSuchAccount("the account does not exist any more");
        }
        RemovedMailbox removed = view.writing().removedMailboxes(owner).stream().filter(m -> m.id() == id).findFirst()
            .orElseThrow(() -> new NoSuchMailbox("the mailbox can't be restored any more"));
        AccountState mailboxes = view.account(account);
        String name = free(mailboxes.names(), removed.name());
        var taken = mailboxes.mailboxes().stream().flatMap(m -> m.row().uses().stream()).collect(Collectors.toSet());
        var changes = new ArrayList<Change>(CreateMailbox.missingParents(mailboxes, account, name, view.numbers()));
        long uidValidity = view.numbers().uidValidity() + changes.size();
        Tally tally = add(view, removed, known, account, name, taken, uidValidity, changes);
        view.checkQuota(account, tally.moreOctets(), tally.moreMessages());
        return Decision.of(new Restored(name, uidValidity, tally.moreMessages()), changes);
    }

    /** Adds what brings a mailbox back; the counters are those it has then. */
    static Tally add(View view, RemovedMailbox removed, Refill known, long account, String name, Set<SpecialUse> taken, long uidValidity,
        List<Change> changes) throws DatabaseFailed {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        removed.uses().stream().filter(u -> !taken.contains(u)).forEach(uses::add);
        var tally = new Tally(new MailboxRow(removed.id(), account, name, uses, uidValidity, removed.uidNext(), removed.modSeq(), 0, 0, 0, 0,
            removed.uidNext(), removed.modSeq(), 0));
        Refill refill = isStill(view, removed, known) ? known : view.writing().refill(removed.id());
        tally.refill(refill);
        changes.add(new MailboxChange.RestoreMailbox(removed.id(), account, name, uses, uidValidity));
        changes.add(new MessageChange.RefillMailbox(removed.id(), tally.modSeq, refill.uids()));
        changes.add(tally.result());
        return tally;
    }

    /** Messages of a deleted mailbox may go, but none comes. */
    private static boolean isStill(View view, RemovedMailbox removed, Refill known) throws DatabaseFailed {
        return known != null && known.modSeq() == removed.modSeq() && view.writing().countRefill(removed.id()) == known.uids().count();
    }

    /** The name it had, or one that is not taken. */
    static String free(Set<String> taken, String name) throws BadMailboxName {
        String free = name;
        for (int i = 1; taken.contains(free); i++) {
            free = MailboxName.canonical(RESTORED + name + (i == 1 ? "" : " " + i));
        }
        return free;
    }

    /** Where messages come back whose mailbox was deleted. */
    static String restored(String name) throws BadMailboxName {
        return MailboxName.canonical(name.startsWith(RESTORED) ? name : RESTORED + name);
    }
}
