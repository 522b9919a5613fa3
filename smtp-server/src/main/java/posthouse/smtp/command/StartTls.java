package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** STARTTLS: RFC 3207 4. What was said before counts for nothing afterwards (4.2). */
record StartTls() implements Command {

    static StartTls parse(SmtpReader in) throws BadSyntax {
        in.end();
        return new StartTls();
    }

    static boolean isOffered(SmtpState state) {
        return state.connection().canStartTls() && state.connection().tls().isEmpty();
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        if (state.connection().tls().isPresent()) {
            throw new Refused(503, "5.5.1", "TLS is in use already");
        }
        if (!isOffered(state)) {
            throw new Refused(502, "5.5.1", "STARTTLS isn't offered here");
        }
        return Reply.of(220, "2.0.0", "Go ahead").then(Replies.Then.START_TLS);
    }
}
