package posthouse.mailstore.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Mailbox.Appended;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;

/**
 * Messages appended to a mailbox, all or none: RFC 9051 6.3.12, RFC 3502.
 *
 * @param watched whether somebody has the mailbox open
 */
record Append(long account, long mailbox, List<NewMessage> messages, boolean watched, long now) implements Command<Appended> {
    private static final byte[] NO_PREFIX = {};

    @Override
    public long size() {
        return messages.stream().map(m -> (Spooled) m.octets()).filter(m -> m.fileNumber() == 0).mapToLong(Spooled::size).sum();
    }

    @Override
    public boolean isAnsweredFirst() {
        return !watched;
    }

    @Override
    public Decision<Appended> decide(View view) throws StoreException {
        Tally tally = view.tallyForMore(account, mailbox);
        view.checkQuota(account, messages.stream().mapToLong(m -> m.octets().size()).sum(), messages.size());
        Numbers next = view.numbers();
        var bodies = new ArrayList<AddMessages.Body>();
        var copies = new ArrayList<AddMessages.Copy>();
        var data = new ArrayList<BodySource>();
        var notes = new ArrayList<Change>();
        var uids = new long[messages.size()];
        long offset = 0;
        for (int i = 0; i < uids.length; i++) {
            NewMessage message = messages.get(i);
            var octets = (Spooled) message.octets();
            bodies.add(body(next.body() + i, octets, offset));
            if (octets.fileNumber() == 0) {
                data.add(octets);
                offset += octets.size();
            }
            uids[i] = tally.add(message.flags().bounded(), octets.size());
            Instant date = message.internalDate();
            copies.add(new AddMessages.Copy(i, mailbox, uids[i], tally.modSeq, message.flags(), octets.size(),
                date == null ? now : InternalDates.number(date, message.zone()), now, next.email() + i, NO_PREFIX));
            if (!message.annotations().isEmpty()) {
                notes.add(new SetAnnotations(mailbox, tally.modSeq, UidSet.of(uids[i]), Annotate.ofNew(message.annotations()), false));
            }
        }
        var changes = new ArrayList<Change>(List.of(new AddMessages(bodies, copies), tally.result()));
        changes.addAll(notes);
        var mutation = new Mutation(changes);
        return new Decision<>(mutation, data, List.of(), new Appended(tally.mailbox().uidValidity(), uids));
    }

    /** @param offset in the record's data, if it stands there */
    static AddMessages.Body body(long id, Spooled octets, long offset) {
        boolean ownFile = octets.fileNumber() != 0;
        return new AddMessages.Body(id, octets.fileNumber(), ownFile ? 0 : offset, octets.size(), octets.checksum(), octets.encodedStructure());
    }
}
