package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;

/** ENABLE: RFC 9051 6.3.1, RFC 5161. What isn't known is passed over; so far nothing is that needs to be enabled. */
record Enable() implements AuthenticatedCommand {

    static Enable parse(ImapReader in) throws BadSyntax {
        do {
            in.sp().atom();
        } while (in.nextIs(' ') && in.peekSecond() >= 0);
        in.end();
        return new Enable();
    }

    @Override
    public Answer run(Authenticated state) {
        return Answer.of(out -> out.text("* ENABLED\r\n"), Completion.ok("ENABLE completed"));
    }
}
