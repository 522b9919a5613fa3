package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** A command that needs a mailbox (RFC 9051 6.4). */
public non-sealed interface SelectedCommand extends Command {
    Answer run(Selected state) throws Refused, BadSyntax, StoreException;

    @Override
    default Answer runFor(Client client) throws Refused, BadSyntax, StoreException {
        return run(client.selected());
    }
}
