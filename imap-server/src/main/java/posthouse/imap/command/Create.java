package posthouse.imap.command;

import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;

/**
 * CREATE: RFC 9051 6.3.4. {@code USE}: RFC 6154 3.
 *
 * @param denormalized how the client spelled the name, if otherwise; else {@code null}
 * @param unknownUse a use that isn't known here, or {@code null}
 */
record Create(String mailbox, String denormalized, Set<SpecialUse> uses, String unknownUse) implements AuthenticatedCommand {

    static Create parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        String denormalized = in.denormalized();
        var uses = EnumSet.noneOf(SpecialUse.class);
        String unknown = null;
        if (in.nextIs(' ') && in.peekSecond() == '(') {
            in.sp().open();
            if (!in.takeKeyword("USE")) {
                throw new BadSyntax("only USE is known here");
            }
            in.sp().open();
            while (!in.nextIs(')')) {
                String name = in.expect('\\').atom();
                if (!add(name, uses)) {
                    unknown = name;
                }
                in.take(' ');
            }
            in.close().close();
        }
        in.end();
        return new Create(mailbox, denormalized, uses, unknown);
    }

    private static boolean add(String name, Set<SpecialUse> uses) {
        for (SpecialUse use : SpecialUse.values()) {
            if (use.attribute.substring(1).equalsIgnoreCase(name)) {
                return uses.add(use) || true;
            }
        }
        return false;
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        if (unknownUse != null) {
            throw new Refused(ResponseCode.USEATTR, "no mailbox can be used as \\" + unknownUse);
        }
        for (SpecialUse use : uses) {
            if (state.mailboxes().list().stream().anyMatch(m -> m.uses().contains(use))) {
                throw new Refused(ResponseCode.USEATTR, "another mailbox is used as " + use.attribute);
            }
        }
        var created = ResponseCode.mailboxId(state.names().create(mailbox, uses).uidValidity()); // RFC 8474 4.1
        state.changes(mailbox);
        return Answer.of(out -> {
            if (denormalized != null && state.client().rev2()) {
                MailboxTree.writeNamed(out, mailbox, denormalized); // RFC 9051 6.3.4
            }
        }, Completion.ok(created, "CREATE completed"));
    }
}
