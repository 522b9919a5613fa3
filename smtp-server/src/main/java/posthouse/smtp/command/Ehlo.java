package posthouse.smtp.command;

import java.util.ArrayList;
import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** EHLO: RFC 5321 4.1.1.1; LHLO, which is the same in LMTP: RFC 2033 4.1. */
record Ehlo(String name) implements Command {

    static Ehlo parse(SmtpReader in) throws BadSyntax {
        return new Ehlo(Helo.domain(in));
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        Helo.greet(state, new Hello(name, true));
        var lines = new ArrayList<String>();
        lines.add(state.reception().hostname());
        lines.addAll(CommandTable.extensions(state));
        return Reply.plain(250, lines);
    }
}
