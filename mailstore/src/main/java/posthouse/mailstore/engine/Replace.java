package posthouse.mailstore.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Mailbox.Appended;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.MessageChange.RemoveMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.Mutation;

/**
 * A message in place of another, in the same mailbox or in another one: RFC 8508.
 *
 * @param kept whether the one that goes can come back
 */
record Replace(long account, long mailbox, long uid, long targetAccount, long target, NewMessage message, long now, boolean kept)
    implements Command<Appended> {

    private static final byte[] NO_PREFIX = {};

    private Spooled octets() {
        return (Spooled) message.octets();
    }

    @Override
    public long size() {
        return octets().fileNumber() == 0 ? octets().size() : 0;
    }

    @Override
    public Decision<Appended> decide(View view) throws StoreException, DatabaseFailed {
        Tally source = view.tally(account, mailbox);
        Tally added = mailbox == target ? source : view.tally(targetAccount, target);
        List<MessageRow> old = view.messages(source.mailbox(), UidSet.of(uid));
        if (old.isEmpty()) {
            throw new MessageGone("the message does not exist any more");
        }
        long freed = account == targetAccount ? old.get(0).size() : 0;
        view.checkQuota(targetAccount, octets().size() - freed, account == targetAccount ? 0 : 1);
        long newUid = added.add(message.flags().bounded(), octets().size());
        source.remove(old.get(0));
        Instant date = message.internalDate();
        var copy = new AddMessages.Copy(0, target, newUid, added.modSeq, message.flags(), octets().size(), date == null ? now : InternalDates.number(date, message.zone()),
            now, view.numbers().email(), NO_PREFIX);
        var changes = new ArrayList<Change>();
        changes.add(new AddMessages(List.of(Append.body(view.numbers().body(), octets(), 0)), List.of(copy)));
        changes.add(new RemoveMessages(mailbox, source.modSeq, UidSet.of(uid), now, kept));
        changes.add(added.result());
        if (source != added) {
            changes.add(source.result());
        }
        if (!message.annotations().isEmpty()) {
            changes.add(new SetAnnotations(target, added.modSeq, UidSet.of(newUid), Annotate.ofNew(message.annotations()), false));
        }
        if (!kept) {
            changes.addAll(Noted.removed(view, source.mailbox(), UidSet.of(uid)));
        }
        List<BodySource> data = octets().fileNumber() == 0 ? List.of(octets()) : List.of();
        return new Decision<>(new Mutation(changes), data, List.of(), new Appended(added.mailbox().uidValidity(), new long[] {newUid}));
    }
}
