package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** NOOP: RFC 5321 4.1.1.9. */
record Noop() implements Command {

    static Noop parse(SmtpReader in) {
        in.rest(); // may be anything
        return new Noop();
    }

    @Override
    public Replies run(SmtpState state) {
        return Reply.of(250, "2.0.0", "Ok");
    }
}
