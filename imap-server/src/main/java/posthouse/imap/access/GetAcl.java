package posthouse.imap.access;

import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Grant;
import posthouse.mailstore.StoreException;

/** GETACL: RFC 4314 3.3. The owner comes first. */
public record GetAcl(String mailbox) implements AuthenticatedCommand {

    public static GetAcl parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        in.end();
        return new GetAcl(mailbox);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        var reached = state.names().open(mailbox, Right.ADMINISTER).mailbox();
        Map<String, String> entries = new LinkedHashMap<>();
        state.store().directory().account(reached.accountId()).ifPresent(owner -> entries.put(owner.address().toString(), Rights.OWNER.told()));
        for (Grant grant : state.store().mailboxes(reached.accountId()).grants(reached.id())) {
            Identifier.name(grant, state.store()).ifPresent(name -> entries.put(name, Rights.parse(grant.letters()).orElse(Rights.NONE).told()));
        }
        return Answer.of(out -> {
            out.text("* ACL ").mailbox(mailbox);
            entries.forEach((name, rights) -> out.sp().astring(name).sp().text(rights));
            out.crlf();
        }, Completion.ok("GETACL completed"));
    }
}
