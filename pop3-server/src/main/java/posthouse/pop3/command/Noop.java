package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;

/** NOOP: RFC 1939 5. */
record Noop() implements Command<Transaction> {

    static Noop parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Noop();
    }

    @Override
    public Reply run(Transaction state) {
        return Reply.ok("nothing done");
    }
}
