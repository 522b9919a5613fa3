package posthouse.imap.command;

import posthouse.imap.Extension;
import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * EXPUNGE: RFC 9051 6.4.3. UID EXPUNGE: RFC 9051 6.4.9, RFC 4315 2.1. The EXPUNGE responses come with the view's update.
 *
 * @param messages {@code null} for all
 */
record Expunge(SequenceSet messages) implements SelectedCommand {

    static Expunge parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Expunge(null);
    }

    static Expunge parseUid(ImapReader in) throws BadSyntax {
        var messages = in.sp().sequenceSet(Numbering.UID);
        in.end();
        return new Expunge(messages);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        state.requireWritable();
        state.require(Right.EXPUNGE);
        UidSet uids = messages == null ? UidSet.ALL : state.limitedUids(messages);
        return Bulk.run(messages == null ? state.view().size() : uids.count(), () -> expunge(uids, state));
    }

    private static Answer expunge(UidSet uids, Selected state) throws StoreException {
        UidSet gone = state.mailbox().expunge(uids, true);
        state.check();
        boolean told = !gone.isEmpty() && state.client().enabled(Extension.CONDSTORE);
        return told ? Answer.ok(ResponseCode.highestModSeq(state.highestModSeq()), "EXPUNGE completed") : Answer.ok("EXPUNGE completed");
    }

    /** RFC 7162 3.2.7: messages went, and it ends with the mailbox's mod-sequence. */
    static Completion completed(Selected state, String text) throws StoreException {
        return state.client().enabled(Extension.QRESYNC) ? Completion.ok(ResponseCode.highestModSeq(state.highestModSeq()), text) : Completion.ok(text);
    }
}
