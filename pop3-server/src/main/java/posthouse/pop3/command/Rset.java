package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.Text;

/** RSET: RFC 1939 5. */
record Rset() implements Command<Transaction> {

    static Rset parse(Pop3Reader in) throws BadSyntax {
        in.end();
        return new Rset();
    }

    @Override
    public Reply run(Transaction state) {
        state.maildrop().reset();
        return Reply.ok("maildrop has %s (%d octets)", Text.messages(state.maildrop().count()), state.maildrop().octets());
    }
}
