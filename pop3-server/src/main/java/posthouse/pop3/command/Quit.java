package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;

/** QUIT: RFC 1939 4 and 6. */
record Quit() implements Command<State> {

    static Quit parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Quit();
    }

    @Override
    public Reply run(State state) {
        return state.quit();
    }
}
