package posthouse.imap.command;

import java.time.Instant;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.LiteralHeader;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Flags;

/** APPEND: RFC 9051 6.3.12. It is read up to its message, which {@link Appending} takes in. */
record Append(String mailbox, Item first) implements AuthenticatedCommand {

    /**
     * What announces a message.
     *
     * @param date {@code null} for now
     * @param wrapped whether a parenthesis closes behind it: {@code UTF8 (~{n} ...)}, which clients of RFC 6855 4 send
     */
    record Item(Flags flags, Instant date, LiteralHeader literal, boolean wrapped) {

        static Item parse(ImapReader in) throws BadSyntax {
            Flags flags = Flags.NONE;
            Instant date = null;
            if (in.nextIs('(')) {
                flags = in.flagList();
                in.sp();
            }
            if (in.nextIs('"')) {
                date = in.dateTime();
                in.sp();
            }
            boolean wrapped = in.takeKeyword("UTF8");
            if (wrapped) {
                in.sp().expect('(');
            }
            return new Item(flags, date, in.literalHeader(), wrapped);
        }
    }

    static Append parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        var first = Item.parse(in.sp());
        in.end();
        return new Append(mailbox, first);
    }

    @Override
    public Answer run(Authenticated state) {
        return new Appending(state, mailbox).begin(first);
    }
}
