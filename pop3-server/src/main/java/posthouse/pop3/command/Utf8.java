package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;

/**
 * UTF8: RFC 6856 2.1. Names and passwords are UTF-8 here with it and without it; internationalized messages are given as they came
 * with it, and in US-ASCII without ({@link posthouse.mailstore.Surrogate}).
 */
record Utf8() implements Command<Authorization> {

    static Utf8 parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Utf8();
    }

    @Override
    public Reply run(Authorization state) {
        state.speech().useUtf8();
        return Reply.ok("UTF-8 enabled");
    }
}
