package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** EXPN: RFC 5321 4.1.1.7. Not done, for the reason that {@link Vrfy} has. */
record Expn() implements Command {

    static Expn parse(SmtpReader in) {
        in.rest();
        return new Expn();
    }

    @Override
    public Replies run(SmtpState state) {
        return Reply.of(502, "5.5.1", "EXPN isn't done here"); // RFC 5321 3.5.2
    }
}
