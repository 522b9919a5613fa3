package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** A command of every state (RFC 9051 6.1). */
public non-sealed interface AnyCommand extends Command {
    Answer run(Client client) throws Refused, BadSyntax, StoreException;

    @Override
    default Answer runFor(Client client) throws Refused, BadSyntax, StoreException {
        return run(client);
    }
}
