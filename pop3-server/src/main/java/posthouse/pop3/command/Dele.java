package posthouse.pop3.command;

import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;

/** DELE: RFC 1939 5. A mark; the message goes at QUIT. */
record Dele(int number) implements Command<Transaction> {

    static Dele parse(Pop3Reader in) throws BadSyntax {
        int number = in.sp().number();
        in.end();
        return new Dele(number);
    }

    @Override
    public Reply run(Transaction state) throws Refused {
        int message = state.maildrop().require(number);
        state.maildrop().delete(message);
        return Reply.ok("message %d deleted", message);
    }
}
