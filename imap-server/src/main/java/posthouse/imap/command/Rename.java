package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** RENAME: RFC 9051 6.3.6. */
record Rename(String from, String to) implements AuthenticatedCommand {

    static Rename parse(ImapReader in) throws BadSyntax, Refused {
        String from = in.sp().mailbox();
        String to = in.sp().mailbox();
        in.end();
        return new Rename(from, to);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        state.names().rename(from, to);
        if (state.selected() != null) {
            state.selected().check(); // renaming INBOX moves its messages away
        }
        return Answer.ok("RENAME completed");
    }
}
