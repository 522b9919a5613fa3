package posthouse.imap.command;

import java.util.List;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** REPLACE and UID REPLACE: RFC 8508. It is read up to its message, which {@link Appending} takes in; the store does the rest as one record. */
record Replace(SequenceSet message, String target, Append.Item item) implements SelectedCommand {

    static Replace parse(ImapReader in, Numbering numbering) throws BadSyntax, Refused {
        in.sp();
        SequenceSet.Range one = in.take('*') ? new SequenceSet.Range(SequenceSet.STAR, SequenceSet.STAR) : one(in.nzNumber());
        String target = in.sp().mailbox();
        var item = Append.Item.parse(in.sp());
        return new Replace(new SequenceSet(numbering, List.of(one)), target, item);
    }

    private static SequenceSet.Range one(long number) {
        return new SequenceSet.Range(number, number);
    }

    @Override
    public Answer run(Selected state) {
        try {
            UidSet uids = uids(state);
            return new Appending(state.authenticated(), target, 1, (mailbox, messages) -> replaced(state, uids, mailbox, messages)).begin(item);
        } catch (Refused | BadSyntax e) {
            return Appending.inVain(state.authenticated(), e).begin(item);
        }
    }

    private UidSet uids(Selected state) throws Refused, BadSyntax {
        UidSet uids = state.uids(message);
        state.requireWritable();
        state.require(Right.DELETE_MESSAGES, Right.EXPUNGE); // as MOVE does (RFC 8508 3.4, RFC 4314 4)
        if (uids.isEmpty()) {
            throw new Refused(ResponseCode.NONEXISTENT, "there is no such message");
        }
        return uids;
    }

    private static Answer replaced(Selected state, UidSet uids, Reached target, List<Mailbox.NewMessage> messages) throws StoreException {
        Mailbox.Appended appended;
        try {
            appended = state.mailbox().replace(uids.iterator().nextLong(), messages.get(0), target.mailbox());
        } catch (MessageGone e) {
            state.check(); // so that the client learns now that it is gone
            throw e;
        }
        state.made(target.mailbox(), appended.uids());
        state.tellNewFirst(); // as in the examples of RFC 8508 3.2 and 3.3
        return Answer.of(out -> out.text("* OK ").respText(Append.appendUid(target, appended), "The message is replaced").crlf(),
            Expunge.completed(state, "REPLACE completed"));
    }
}
