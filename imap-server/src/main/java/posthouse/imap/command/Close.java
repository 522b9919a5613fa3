package posthouse.imap.command;

import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** CLOSE: RFC 9051 6.4.1. What has {@code \Deleted} goes, and nothing is told of it. */
record Close() implements SelectedCommand {

    static Close parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Close();
    }

    @Override
    public boolean needsRead() {
        return false;
    }

    @Override
    public Answer run(Selected state) throws StoreException {
        if (!state.readOnly() && state.rights().has(Right.EXPUNGE)) { // RFC 4314 4: without it nothing is said
            try {
                state.mailbox().expunge(UidSet.ALL, true);
            } catch (NoSuchMailbox e) {
                state.authenticated().unselect(); // someone deleted it: then it is as closed as can be
            }
        }
        state.authenticated().unselect();
        return Answer.ok("CLOSE completed");
    }
}
