package posthouse.imap.command;

import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** UNSELECT: RFC 9051 6.4.2, RFC 3691. */
record Unselect() implements SelectedCommand {

    static Unselect parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Unselect();
    }

    @Override
    public boolean needsRead() {
        return false;
    }

    @Override
    public Answer run(Selected state) {
        state.authenticated().unselect();
        return Answer.ok("UNSELECT completed");
    }
}
