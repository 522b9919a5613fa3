package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Listing;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;

/** CAPA: RFC 2449 5. */
record Capa() implements Command<State> {

    static Capa parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Capa();
    }

    @Override
    public Reply run(State state) {
        String[] lines = Commands.capabilities(state);
        return Reply.ok("Capability list follows").with(new Listing(lines.length, number -> lines[number - 1]));
    }
}
