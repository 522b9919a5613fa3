package posthouse.imap.access;

import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** LISTRIGHTS: RFC 4314 3.4. The owner has all rights, others may get any of them. */
public record ListRights(String mailbox, String identifier) implements AuthenticatedCommand {

    public static ListRights parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String identifier = in.sp().astring();
        in.end();
        return new ListRights(mailbox, identifier);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, BadSyntax, StoreException {
        var reached = state.names().open(mailbox, Right.ADMINISTER).mailbox();
        boolean owner = Identifier.parse(identifier, state).account() == reached.accountId();
        return Answer.of(out -> {
            out.text("* LISTRIGHTS ").mailbox(mailbox).sp().astring(identifier).sp();
            if (owner) {
                out.text(Rights.OWNER.told());
            } else {
                out.text("\"\"");
                for (Right right : Right.values()) {
                    out.sp().octet(right.letter);
                }
                out.text(" c d");
            }
            out.crlf();
        }, Completion.ok("LISTRIGHTS completed"));
    }
}
