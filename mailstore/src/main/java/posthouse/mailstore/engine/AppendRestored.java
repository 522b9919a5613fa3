package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.MessageChange.AddMessages;
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
    record Restored(Spooled octets, MessageRow row) {
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
        long offset = 0;
        for (int i = 0; i < messages.size(); i++) {
            Spooled octets = messages.get(i).octets;
            MessageRow row = messages.get(i).row;
            bodies.add(Append.body(next.body() + i, octets, offset));
            if (octets.fileNumber() == 0) {
                data.add(octets);
                offset += octets.size();
            }
            copies.add(new AddMessages.Copy(i, mailbox, tally.add(row.flags(), row.size()), tally.modSeq, row.flags(), row.size(), row.internalDate(),
                row.saveDate(), sameStore ? row.emailId() : next.email() + i, row.where().prefix()));
        }
        return new Decision<>(new Mutation(List.of(new AddMessages(bodies, copies), tally.result())), data, List.of(), null);
    }
}
