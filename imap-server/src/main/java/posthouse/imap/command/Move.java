package posthouse.imap.command;

import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** MOVE and UID MOVE: RFC 9051 6.4.8, RFC 6851. The EXPUNGE responses come with the view's update, behind COPYUID (RFC 6851 4.3). */
record Move(SequenceSet messages, String target) implements SelectedCommand {

    static Move parse(ImapReader in, Numbering numbering) throws BadSyntax, Refused {
        var messages = in.sp().sequenceSet(numbering);
        String target = in.sp().mailbox();
        in.end();
        return new Move(messages, target);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        state.requireWritable();
        state.require(Right.DELETE_MESSAGES, Right.EXPUNGE); // RFC 6851 4.4
        UidSet uids = Copy.uids(messages, state);
        Reached reached = state.authenticated().names().target(target);
        return Bulk.run(uids.count(), () -> move(uids, reached, state));
    }

    private static Answer move(UidSet uids, Reached reached, Selected state) throws StoreException {
        Mailbox.Copied moved = state.mailbox().move(uids, reached.mailbox(), Copy.annotationsOf(state, reached));
        Copy.cleanse(moved, reached);
        state.made(reached.mailbox(), moved.targetUids());
        if (moved.sourceUids().length == 0) {
            return Answer.ok("Nothing to move");
        }
        return Answer.of(out -> out.text("* OK ").respText(Copy.copyUid(moved, reached), "Moved").crlf(), Expunge.completed(state, "MOVE completed"));
    }
}
