package posthouse.imap.command;

import java.util.Set;
import posthouse.imap.Authenticated;
import posthouse.imap.Client;
import posthouse.imap.access.Names;
import posthouse.imap.access.Right;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;

/** STATUS: RFC 9051 6.3.11. */
record Status(String mailbox, Set<StatusItem> items) implements AuthenticatedCommand, AtOnce {

    static Status parse(ImapReader in) throws BadSyntax, Refused {
        String mailbox = in.sp().mailbox();
        var items = StatusItem.parse(in.sp());
        in.end();
        return new Status(mailbox, items);
    }

    @Override
    public boolean isShort(Client client) {
        return !Names.isForeign(mailbox) && StatusItem.COUNTERS.containsAll(items);
    }

    @Override
    public Answer run(Authenticated state) throws Refused, NoSuchMailbox {
        var found = state.names().open(mailbox, Right.READ).mailbox();
        StatusItem.enable(items, state);
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) throws StoreException {
                StatusItem.write(out, mailbox, found, items, state);
                return false;
            }

            @Override
            public Completion completion() {
                return Completion.ok("STATUS completed");
            }
        };
    }
}
