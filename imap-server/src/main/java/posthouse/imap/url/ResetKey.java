package posthouse.imap.url;

import posthouse.imap.Authenticated;
import posthouse.imap.access.Right;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/**
 * RESETKEY: RFC 4467 7. URLs that were made with the key are worth nothing any more.
 *
 * @param mailbox {@code null} for all
 */
public record ResetKey(String mailbox) implements AuthenticatedCommand {

    public static ResetKey parse(ImapReader in) throws BadSyntax, Refused {
        if (in.atEnd()) {
            return new ResetKey(null);
        }
        String mailbox = in.sp().mailbox();
        while (in.nextIs(' ') && in.peekSecond() >= 0) {
            if (!in.sp().atom().equalsIgnoreCase(AuthorizedUrls.INTERNAL)) {
                throw new Refused(ResponseCode.CANNOT, "the mechanism is INTERNAL");
            }
        }
        in.end();
        return new ResetKey(mailbox);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        var keys = state.store().accessKeys();
        if (mailbox == null) {
            keys.reset(state.accountId());
            return Answer.ok("All keys removed");
        }
        keys.reset(state.accountId(), state.names().open(mailbox, Right.READ).mailbox().id());
        return Answer.ok(state.client().mechanismsOfUrls(), "RESETKEY completed");
    }
}
