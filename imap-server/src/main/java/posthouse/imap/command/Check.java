package posthouse.imap.command;

import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.mailstore.StoreException;

/** CHECK: RFC 3501 6.4.1. Everything is on disk already, so it does what NOOP does. */
record Check() implements SelectedCommand {

    static Check parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Check();
    }

    @Override
    public Answer run(Selected state) throws StoreException {
        state.check();
        return Answer.ok("CHECK completed");
    }
}
