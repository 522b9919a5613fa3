package posthouse.imap.command;

import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
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
        state.mailbox().expunge(messages == null ? UidSet.ALL : state.uids(messages), true);
        state.check();
        return Answer.ok("EXPUNGE completed");
    }
}
