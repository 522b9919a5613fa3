package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** SUBSCRIBE and UNSUBSCRIBE: RFC 9051 6.3.7 and 6.3.8. A name may be subscribed that no mailbox has. */
record Subscribe(String mailbox, boolean wanted) implements AuthenticatedCommand {

    static Subscribe parse(ImapReader in, boolean wanted) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        in.end();
        return new Subscribe(mailbox, wanted);
    }

    @Override
    public Answer run(Authenticated state) throws StoreException {
        state.changes(mailbox);
        if (wanted) {
            state.mailboxes().subscribe(mailbox);
            return Answer.ok("SUBSCRIBE completed");
        }
        state.mailboxes().unsubscribe(mailbox);
        return Answer.ok("UNSUBSCRIBE completed");
    }
}
