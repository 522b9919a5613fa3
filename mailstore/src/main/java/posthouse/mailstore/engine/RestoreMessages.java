package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import posthouse.mailstore.Flags;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.Removed.Restored;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMessage;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.CopyMessages;
import posthouse.mailstore.journal.Mutation;

/** Expunged messages are there again, under new UIDs. */
record RestoreMessages(long account, long mailbox, String name, UidSet uids, long now) implements NamesCommand<Restored> {
    private static final Flags DELETED = Flags.of(Flags.System.DELETED);

    @Override
    public Decision<Restored> decide(View view) throws StoreException, DatabaseFailed {
        if (view.accounts().find(account).isEmpty()) {
            throw new NoSuchAccount("the account does not exist any more");
        }
        List<MessageRow> found = view.removedMessages(mailbox).stream().map(RemovedMessage::row).filter(m -> uids.contains(m.uid())).toList();
        var changes = new ArrayList<Change>();
        Tally target = target(view, changes);
        if (found.isEmpty()) {
            return Decision.of(new Restored(target.mailbox().name(), target.mailbox().uidValidity(), 0), List.of());
        }
        var rows = new ArrayList<MessageRow>();
        var runs = new ArrayList<CopyMessages.Run>();
        for (MessageRow message : found) {
            Flags flags = message.flags().without(DELETED);
            long uid = target.add(flags, message.size());
            rows.add(message.with(flags, target.modSeq).copy(uid, target.modSeq, now));
            int last = runs.size() - 1;
            CopyMessages.Run run = runs.isEmpty() ? null : runs.get(last);
            if (run != null && run.sourceUid() + run.count() == message.uid()) { // target UIDs have no gaps
                runs.set(last, new CopyMessages.Run(run.sourceUid(), run.targetUid(), run.count() + 1));
            } else {
                runs.add(new CopyMessages.Run(message.uid(), uid, 1));
            }
        }
        view.checkQuota(account, target.moreOctets(), target.moreMessages());
        changes.add(new MessageChange.RestoreMessages(mailbox, target.mailbox().id(), target.modSeq, now, runs));
        changes.add(target.result());
        changes.addAll(Noted.copied(view, new CopyAnnotations(mailbox, target.mailbox().id(), target.modSeq, List.of(), runs), true));
        return new Decision<>(new Mutation(changes), List.of(), rows,
            new Restored(target.mailbox().name(), target.mailbox().uidValidity(), rows.size()));
    }

    /** Their mailbox; if it is gone one below Restored, new if there is none. */
    private Tally target(View view, List<Change> changes) throws StoreException {
        AccountState mailboxes = view.account(account);
        if (mailboxes.byId(mailbox) != null) {
            return view.tally(account, mailbox);
        }
        String restored = RestoreMailbox.restored(name);
        if (mailboxes.byName(restored) != null) {
            return view.tally(account, mailboxes.byName(restored).row().id());
        }
        changes.addAll(CreateMailbox.missingParents(mailboxes, account, restored, view.numbers()));
        var created = CreateMailbox.create(account, restored, EnumSet.noneOf(SpecialUse.class), view.numbers(), changes.size());
        changes.add(created);
        return new Tally(new MailboxRow(created.id(), account, restored, created.uses(), created.uidValidity(), 1, 1, 0, 0, 0, 0, 1, 0, 0));
    }
}
