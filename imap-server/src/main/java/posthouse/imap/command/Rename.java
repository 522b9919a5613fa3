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
 * RENAME: RFC 9051 6.3.6.
 *
 * @param spelledFrom how the client spelled the name, if otherwise; else {@code null}
 * @param spelledTo the same
 */
record Rename(String from, String spelledFrom, String to, String spelledTo) implements AuthenticatedCommand {

    static Rename parse(ImapReader in) throws BadSyntax, Refused {
        String from = in.sp().mailbox();
        String spelledFrom = in.denormalized();
        String to = in.sp().mailbox();
        String spelledTo = in.denormalized();
        in.end();
        return new Rename(from, spelledFrom, to, spelledTo);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        state.names().rename(from, to);
        state.changes(from, to);
        if (state.selected() != null) {
            state.selected().check(); // renaming INBOX moves its messages away
        }
        boolean rev2 = state.client().rev2();
        return Answer.of(out -> {
            if (rev2 && spelledFrom != null) {
                MailboxTree.writeNamed(out, Set.of("\\NonExistent"), from, spelledFrom); // RFC 9051 6.3.9.7
            }
            if (rev2 && spelledTo != null) {
                MailboxTree.writeNamed(out, to, spelledTo);
            }
        }, Completion.ok("RENAME completed"));
    }
}
