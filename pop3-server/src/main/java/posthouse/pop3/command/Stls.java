package posthouse.pop3.command;

import posthouse.common.net.Replies;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.ResponseCode;

/** STLS: RFC 2595 4. */
record Stls() implements Command<Authorization> {

    static Stls parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Stls();
    }

    /** Only where it can be used: not under TLS, not after login. */
    static String capability(State state) {
        boolean usable = state instanceof Authorization && state.connection().canStartTls() && state.connection().tls().isEmpty();
        return usable ? "STLS" : null;
    }

    @Override
    public Reply run(Authorization state) throws Refused {
        if (state.connection().tls().isPresent()) {
            throw new Refused("Command not permitted when TLS active");
        } else if (!state.connection().canStartTls()) {
            throw new Refused(ResponseCode.SYS_PERM, "there is no TLS here");
        } else if (state.speech().isUtf8()) {
            throw new Refused("no STLS after UTF8"); // RFC 6856 2.1
        }
        return Reply.ok("Begin TLS negotiation").then(Replies.Then.START_TLS);
    }
}
