package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;

/** A command that is only for clients who are not logged in (RFC 9051 6.2). */
public non-sealed interface NotAuthenticatedCommand extends Command {
    Answer run(Client client) throws Refused, BadSyntax;

    @Override
    default Answer runFor(Client client) throws Refused, BadSyntax {
        return run(client);
    }
}
