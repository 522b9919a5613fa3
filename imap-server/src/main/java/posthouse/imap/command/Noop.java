package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.mailstore.StoreException;

/** NOOP: RFC 9051 6.1.2. What is new comes with every command's end; here it is looked for with care. */
record Noop() implements AnyCommand, AtOnce {

    static Noop parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Noop();
    }

    @Override
    public boolean isShort(Client client) {
        return true;
    }

    @Override
    public Answer run(Client client) throws StoreException {
        if (client.selected() != null) {
            client.selected().check();
        }
        return Answer.ok("NOOP completed");
    }
}
