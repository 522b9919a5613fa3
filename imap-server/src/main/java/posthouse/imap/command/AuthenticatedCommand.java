package posthouse.imap.command;

import posthouse.imap.Authenticated;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** A command that needs an account, and maybe finds a mailbox selected (RFC 9051 6.3). */
public non-sealed interface AuthenticatedCommand extends Command {
    Answer run(Authenticated state) throws Refused, BadSyntax, StoreException;

    @Override
    default Answer runFor(Client client) throws Refused, BadSyntax, StoreException {
        return run(client.authenticated());
    }
}
