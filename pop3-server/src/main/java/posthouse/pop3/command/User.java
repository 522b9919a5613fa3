package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;

/** USER: RFC 1939 7. Whether there is such a maildrop isn't told before the password is right. */
record User(String name) implements Command<Authorization> {

    static User parse(Pop3Reader in) throws BadSyntax {
        return new User(in.rest());
    }

    /** RFC 2449 6.2. */
    static String capability(State state) {
        return state.service().authenticator().allowsPlaintext(state.connection()) ? "USER" : null;
    }

    @Override
    public Reply run(Authorization state) throws Refused {
        state.requirePlaintext();
        state.named(name);
        return Reply.ok("send PASS");
    }
}
