package posthouse.pop3.command;

import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;

/** PASS: RFC 1939 7. */
record Pass(String password) implements Command<Authorization> {

    static Pass parse(Pop3Reader in) throws BadSyntax {
        return new Pass(in.rest());
    }

    @Override
    public Answer run(Authorization state) throws Refused {
        state.requirePlaintext();
        var check = state.service().authenticator().checkPassword(state.connection(), state.takeName(), password);
        return new Answer.Later<>(check, state::loggedIn);
    }

    @Override
    public String toString() {
        return "Pass[****]";
    }
}
