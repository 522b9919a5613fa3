package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;

/** STAT: RFC 1939 5. */
record Stat() implements Command<Transaction> {

    static Stat parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Stat();
    }

    @Override
    public Reply run(Transaction state) {
        return Reply.ok("%d %d", state.maildrop().count(), state.maildrop().octets());
    }
}
