package posthouse.pop3.command;

import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.MessageText;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;

/** RETR: RFC 1939 5. */
record Retr(int number) implements Command<Transaction> {

    static Retr parse(Pop3Reader in) throws BadSyntax {
        int number = in.sp().number();
        in.end();
        return new Retr(number);
    }

    @Override
    public Reply run(Transaction state) throws Refused, StoreException {
        int message = state.maildrop().require(number);
        var text = MessageText.whole(state.maildrop().open(message));
        return Reply.ok("%d octets", state.maildrop().octets(message)).with(text);
    }
}
