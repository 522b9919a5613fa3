package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.access.Right;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** A command that needs a mailbox (RFC 9051 6.4). */
public non-sealed interface SelectedCommand extends Command {
    Answer run(Selected state) throws Refused, BadSyntax, StoreException;

    /** Whether the right to read the mailbox is needed (RFC 4314 4). */
    default boolean needsRead() {
        return true;
    }

    @Override
    default Answer runFor(Client client) throws Refused, BadSyntax, StoreException {
        Selected selected = client.selected();
        if (needsRead()) {
            selected.require(Right.READ); // it may have been taken away since
        }
        return run(selected);
    }
}
