package posthouse.imap.url;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.mailstore.StoreException;

/** GENURLAUTH: RFC 4467 7. */
public record GenUrlAuth(List<AuthorizedUrl> rumps) implements AuthenticatedCommand {

    public static GenUrlAuth parse(ImapReader in) throws BadSyntax {
        var rumps = new ArrayList<AuthorizedUrl>();
        do {
            rumps.add(AuthorizedUrl.parseRump(in.sp().astring()));
            mechanism(in.sp());
        } while (in.nextIs(' ') && in.peekSecond() >= 0);
        in.end();
        return new GenUrlAuth(rumps);
    }

    private static void mechanism(ImapReader in) throws BadSyntax {
        if (!in.atom().equalsIgnoreCase(AuthorizedUrls.INTERNAL)) {
            throw new BadSyntax("the mechanism is INTERNAL");
        }
    }

    @Override
    public Answer run(Authenticated state) throws BadSyntax, StoreException {
        var urls = new ArrayList<String>();
        for (AuthorizedUrl rump : rumps) {
            urls.add(state.client().urls().authorize(rump, state.accountId()));
        }
        return Answer.of(out -> {
            out.text("* GENURLAUTH");
            urls.forEach(url -> out.sp().string(url));
            out.crlf();
        }, Completion.ok("GENURLAUTH completed"));
    }
}
