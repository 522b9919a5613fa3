package posthouse.imap.command;

import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/**
 * DELETE: RFC 9051 6.3.5. A client that deletes the mailbox it has selected has none selected after it.
 *
 * @param denormalized how the client spelled the name, if otherwise; else {@code null}
 */
record Delete(String mailbox, String denormalized) implements AuthenticatedCommand {

    static Delete parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String denormalized = in.denormalized();
        in.end();
        return new Delete(mailbox, denormalized);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        var selected = state.selected();
        boolean own = selected != null && state.names().find(mailbox).filter(m -> m.mailbox().id() == selected.mailbox().id()).isPresent();
        state.names().delete(mailbox);
        state.changes(mailbox);
        if (own) {
            state.unselect();
        }
        return Answer.of(out -> {
            if (denormalized != null && state.client().rev2()) {
                MailboxTree.writeNamed(out, Set.of("\\NonExistent"), mailbox, denormalized); // RFC 9051 6.3.9.7
            }
        }, Completion.ok("DELETE completed"));
    }
}
