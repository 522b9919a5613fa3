package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** RSET: RFC 5321 4.1.1.5. Neither the client's name nor its login is forgotten. */
record Rset() implements Command {

    static Rset parse(SmtpReader in) throws BadSyntax {
        in.end();
        return new Rset();
    }

    @Override
    public Replies run(SmtpState state) {
        state.endTransaction();
        return Reply.of(250, "2.0.0", "Ok");
    }
}
