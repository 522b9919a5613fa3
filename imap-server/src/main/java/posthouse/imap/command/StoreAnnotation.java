package posthouse.imap.command;

import java.util.ArrayList;
import java.util.OptionalLong;
import posthouse.imap.Extension;
import posthouse.imap.annotate.EntryValues;
import posthouse.imap.fetch.PartOfMessage;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.Stored;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** STORE and UID STORE with ANNOTATION: RFC 5257 4.5. It is silent, but for the mod-sequences that CONDSTORE tells (RFC 7162 3.1.3). */
record StoreAnnotation(SequenceSet messages, OptionalLong unchangedSince, EntryValues values) implements SelectedCommand {

    static StoreAnnotation parse(ImapReader in, SequenceSet messages, OptionalLong unchangedSince) throws BadSyntax {
        var values = EntryValues.parse(in);
        in.end();
        return new StoreAnnotation(messages, unchangedSince, values);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        UidSet uids = state.limitedUids(messages);
        if (state.examined()) { // r alone lets note what is private: RFC 5257 3.4
            throw new Refused(ResponseCode.READ_ONLY, "the mailbox was opened read-only");
        }
        values.check(state.rights());
        if (uids.count() * values.octets() > MessageAnnotations.MAX_CHANGE) {
            throw new Refused(ResponseCode.LIMIT, "one command notes at most " + MessageAnnotations.MAX_CHANGE + " octets");
        }
        if (values.nameParts()) {
            checkParts(uids, state);
        }
        if (unchangedSince.isPresent()) {
            state.client().enable(Extension.CONDSTORE); // RFC 7162 3.1
        }
        Stored stored = state.mailbox().annotations().set(uids, values.of(state.authenticated().accountId()), unchangedSince);
        if (!stored.changed().isEmpty()) {
            state.annotated(stored.highestModSeq());
        }
        return Store.stored(messages, uids, stored.refused(), state);
    }

    private void checkParts(UidSet uids, Selected state) throws BadSyntax, StoreException {
        UidSet left = uids;
        while (!left.isEmpty()) {
            var read = new ArrayList<Message>();
            left = state.mailbox().readSome(left, Detail.STRUCTURE, read::add);
            for (Message message : read) {
                values.checkParts(path -> PartOfMessage.exists(path, message.structure()));
            }
        }
    }
}
