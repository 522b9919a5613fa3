package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** VRFY: RFC 5321 4.1.1.6. Tells nothing: who could ask for names here would collect them (RFC 5321 7.3). */
record Vrfy() implements Command {

    static Vrfy parse(SmtpReader in) throws BadSyntax {
        in.string();
        return new Vrfy();
    }

    /** The line of EHLO; {@code null} where it is off. */
    static String offer(SmtpState state) {
        return state.reception().limits().vrfy() ? "VRFY" : null;
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        if (offer(state) == null) {
            throw new Refused(502, "5.5.1", "VRFY isn't done here"); // RFC 5321 3.5.2
        }
        return Reply.of(252, "2.5.0", "Not told here; send to it and see"); // RFC 5321 3.5.3
    }
}
