package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/**
 * BDAT: RFC 3030 2. CHUNKING is not announced, so nobody has a reason to send it; the octets that such a client would send
 * behind it must not be read as commands, so the connection ends.
 */
record Bdat() implements Command {

    static Bdat parse(SmtpReader in) {
        in.rest();
        return new Bdat();
    }

    @Override
    public Replies run(SmtpState state) {
        return Reply.of(502, "5.5.1", "CHUNKING isn't offered here").then(Replies.Then.CLOSE);
    }
}
