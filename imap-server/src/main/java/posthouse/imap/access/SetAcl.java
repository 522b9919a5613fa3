package posthouse.imap.access;

import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;

/**
 * SETACL and DELETEACL: RFC 4314 3.1, 3.2.
 *
 * @param how {@code +} and {@code -} change what there is, {@code =} replaces it
 */
public record SetAcl(String name, String mailbox, String identifier, char how, Rights rights) implements AuthenticatedCommand {

    public static SetAcl parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String identifier = in.sp().astring();
        String letters = in.sp().astring();
        in.end();
        char how = letters.startsWith("+") || letters.startsWith("-") ? letters.charAt(0) : '=';
        var rights = Rights.parse(how == '=' ? letters : letters.substring(1));
        return new SetAcl("SETACL", mailbox, identifier, how, rights.orElseThrow(() -> new BadSyntax("unknown right in " + letters))); // RFC 4314 3.1
    }

    public static SetAcl parseDelete(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String identifier = in.sp().astring();
        in.end();
        return new SetAcl("DELETEACL", mailbox, identifier, '=', Rights.NONE);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, BadSyntax, StoreException {
        var reached = state.names().open(mailbox, Right.ADMINISTER).mailbox();
        var holder = Identifier.parse(identifier, state);
        if (holder.account() == reached.accountId()) {
            throw new Refused(ResponseCode.CANNOT, "the owner has all rights, always");
        }
        Mailboxes owner = state.store().mailboxes(reached.accountId());
        Rights before = owner.grants(reached.id()).stream()
            .filter(g -> g.account() == holder.account() && g.negative() == holder.negative())
            .findFirst().flatMap(g -> Rights.parse(g.letters())).orElse(Rights.NONE);
        Rights after = how == '+' ? before.with(rights) : how == '-' ? before.without(rights) : rights;
        if (!after.equals(before)) {
            owner.grant(reached.id(), new Grant(holder.account(), holder.negative(), after.letters()));
        }
        return Answer.ok(name + " completed");
    }
}
