package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** QUIT: RFC 5321 4.1.1.10. */
record Quit() implements Command {

    static Quit parse(SmtpReader in) throws BadSyntax {
        in.end();
        return new Quit();
    }

    @Override
    public Replies run(SmtpState state) {
        return Reply.of(221, "2.0.0", state.reception().hostname() + " Bye").then(Replies.Then.CLOSE);
    }
}
