package posthouse.pop3.command;

import posthouse.mailstore.MessageBody;
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
        MessageBody message = state.maildrop().open(state.maildrop().require(number));
        state.maildrop().retrieved(number);
        return Reply.ok("%d octets", message.size()).with(MessageText.whole(message));
    }
}
