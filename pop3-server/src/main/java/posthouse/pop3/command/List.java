package posthouse.pop3.command;

import java.util.OptionalInt;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Listing;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.Text;

/** LIST: RFC 1939 5. */
record List(OptionalInt number) implements Command<Transaction> {

    static List parse(Pop3Reader in) throws BadSyntax {
        var number = in.hasMore() ? OptionalInt.of(in.sp().number()) : OptionalInt.empty();
        in.end();
        return new List(number);
    }

    @Override
    public Reply run(Transaction state) throws Refused {
        Maildrop maildrop = state.maildrop();
        if (number.isPresent()) {
            int message = maildrop.require(number.getAsInt());
            return Reply.ok("%d %d", message, maildrop.octets(message));
        }
        return Reply.ok("%s (%d octets)", Text.messages(maildrop.count()), maildrop.octets())
            .with(new Listing(maildrop.size(), message -> maildrop.isDeleted(message) ? null : message + " " + maildrop.octets(message)));
    }
}
