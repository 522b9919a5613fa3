package posthouse.pop3.command;

import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.MessageText;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;

/** TOP: RFC 1939 7. */
record Top(int number, int lines) implements Command<Transaction> {

    static Top parse(Pop3Reader in) throws BadSyntax {
        int number = in.sp().number();
        int lines = in.sp().number();
        in.end();
        return new Top(number, lines);
    }

    @Override
    public Reply run(Transaction state) throws Refused, StoreException {
        MessageBody message = state.maildrop().open(state.maildrop().require(number));
        return Reply.ok("top of message follows").with(MessageText.top(message, lines));
    }
}
