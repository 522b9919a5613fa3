package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.MessageChange.SetCounters;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;

/**
 * Messages out of a backup: with the dates, flags and prefixes that they had, and of the same store also with the ids.
 *
 * @param modSeq what the mailbox they come from had: theirs are higher
 * @param limited whether the account's quota holds: not for one that is made anew, whose mail fitted before
 */
record AppendRestored(long account, long mailbox, List<Restored> messages, boolean sameStore, long modSeq, boolean limited) implements Command<Void> {

    /** @param row as it is in the backup */
    record Restored(Spooled octets, MessageRow row, List<SetAnnotations.Note> notes) {
    }

    @Override
    public long size() {
        return messages.stream().map(Restored::octets).filter(m -> m.fileNumber() == 0).mapToLong(Spooled::size).sum();
    }

    @Override
    public Decision<Void> decide(View view) throws StoreException {
        MailboxRow now = view.tally(account, mailbox).mailbox();
        var tally = new Tally(now.with(new SetCounters(mailbox, now.uidNext(), Math.max(modSeq, now.modSeq()), now.messages(), now.unseen(),
            now.deleted(), now.octets())));
        if (limited) {
            view.checkQuota(account, messages.stream().mapToLong(m -> m.row.size()).sum(), messages.size());
        }
        Numbers next = view.numbers();
        var bodies = new ArrayList<AddMessages.Body>();
        var copies = new ArrayList<AddMessages.Copy>();
        var data = new ArrayList<BodySource>();
        var changes = new ArrayList<Change>();
        long offset = 0;
        for (int i = 0; i < messages.size(); i++) {
            Spooled octets = messages.get(i).octets;
            MessageRow row = messages.get(i).row;
            bodies.add(Append.body(next.body() + i, octets, offset));
            if (octets.fileNumber() == 0) {
                data.add(octets);
                offset += octets.size();
            }
            long uid = tally.add(row.flags(), row.size());
            copies.add(new AddMessages.Copy(i, mailbox, uid, tally.modSeq, row.flags(), row.size(), row.internalDate(),
                row.saveDate(), sameStore ? row.emailId() : next.email() + i, row.where().prefix()));
            if (!messages.get(i).notes.isEmpty()) {
                changes.add(new SetAnnotations(mailbox, tally.modSeq, UidSet.of(uid), messages.get(i).notes, false));
            }
        }
        changes.add(0, new AddMessages(bodies, copies));
        changes.add(tally.result());
        return new Decision<>(new Mutation(changes), data, List.of(), null);
    }
}
