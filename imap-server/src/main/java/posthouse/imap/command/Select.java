package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/** SELECT and EXAMINE: RFC 9051 6.3.2 and 6.3.3, as RFC 3501 6.3.1 has them for IMAP4rev1. */
record Select(String mailbox, boolean readOnly) implements AuthenticatedCommand {

    static Select parse(ImapReader in, boolean readOnly) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        in.end();
        return new Select(mailbox, readOnly);
    }

    @Override
    public Answer run(Authenticated state) {
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) throws StoreException {
                if (state.unselect()) { // even if the new one can't be selected
                    out.text("* OK [CLOSED] The mailbox before is closed\r\n"); // RFC 9051 7.1
                }
                Selected selected = state.select(state.mailboxes().open(mailbox), readOnly);
                selected.writeTo(out);
                return false;
            }

            @Override
            public Completion completion() {
                return readOnly
                    ? Completion.ok(ResponseCode.READ_ONLY, "EXAMINE completed")
                    : Completion.ok(ResponseCode.READ_WRITE, "SELECT completed");
            }
        };
    }
}
