package posthouse.pop3.command;

import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;

/** APOP: RFC 1939 7. */
record Apop(String name, String digest) implements Command<Authorization> {

    static Apop parse(Pop3Reader in) throws BadSyntax {
        String name = in.sp().word();
        String digest = in.sp().word();
        in.end();
        return new Apop(name, digest);
    }

    @Override
    public Answer run(Authorization state) throws Refused {
        var check = state.service().authenticator().checkApop(state.connection(), name, state.requireTimestamp(), digest);
        return new Answer.Later<>(check, state::loggedIn);
    }

    @Override
    public String toString() {
        return "Apop[" + name + ", ****]";
    }
}
