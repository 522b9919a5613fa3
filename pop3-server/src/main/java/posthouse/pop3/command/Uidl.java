package posthouse.pop3.command;

import java.util.OptionalInt;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Listing;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;

/** UIDL: RFC 1939 7. */
record Uidl(OptionalInt number) implements Command<Transaction> {

    static Uidl parse(Pop3Reader in) throws BadSyntax {
        var number = in.hasMore() ? OptionalInt.of(in.sp().number()) : OptionalInt.empty();
        in.end();
        return new Uidl(number);
    }

    @Override
    public Reply run(Transaction state) throws Refused {
        Maildrop maildrop = state.maildrop();
        if (number.isPresent()) {
            int message = maildrop.require(number.getAsInt());
            return Reply.ok("%d %s", message, maildrop.uniqueId(message));
        }
        return Reply.ok("unique-id listing follows")
            .with(new Listing(maildrop.size(), message -> maildrop.isDeleted(message) ? null : message + " " + maildrop.uniqueId(message)));
    }
}
