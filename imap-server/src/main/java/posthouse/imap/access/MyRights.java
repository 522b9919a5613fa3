package posthouse.imap.access;

import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/** MYRIGHTS: RFC 4314 3.5; with LIST: RFC 8440. */
public record MyRights(String mailbox) implements AuthenticatedCommand {

    public static MyRights parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        in.end();
        return new MyRights(mailbox);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        Rights rights = state.names().open(mailbox).rights();
        if (!rights.hasAny(Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE, Right.ADMINISTER)) { // RFC 4314 4
            throw new Refused(ResponseCode.NONEXISTENT, "no such mailbox");
        }
        return Answer.of(out -> write(out, mailbox, rights), Completion.ok("MYRIGHTS completed"));
    }

    public static void write(ImapWriter out, String mailbox, Rights rights) {
        out.text("* MYRIGHTS ").mailbox(mailbox).sp().astring(rights.told()).crlf();
    }
}
