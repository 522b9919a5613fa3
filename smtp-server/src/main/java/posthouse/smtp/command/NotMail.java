package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** A request of HTTP. A web page can make a browser send one here with commands in its body: they are not read. */
record NotMail() implements Command {

    static NotMail parse(SmtpReader in) {
        in.rest();
        return new NotMail();
    }

    @Override
    public Replies run(SmtpState state) {
        return Reply.of(421, "4.7.0", state.reception().hostname() + " This is a mail server").then(Replies.Then.CLOSE);
    }
}
