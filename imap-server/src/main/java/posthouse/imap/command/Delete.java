package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** DELETE: RFC 9051 6.3.5. A client that deletes the mailbox it has selected has none selected after it. */
record Delete(String mailbox) implements AuthenticatedCommand {

    static Delete parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        in.end();
        return new Delete(mailbox);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        var selected = state.selected();
        boolean own = selected != null && state.names().find(mailbox).filter(m -> m.mailbox().id() == selected.mailbox().id()).isPresent();
        state.names().delete(mailbox);
        if (own) {
            state.unselect();
        }
        return Answer.ok("DELETE completed");
    }
}
