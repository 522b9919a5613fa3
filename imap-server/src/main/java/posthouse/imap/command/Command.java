package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** A command that was read: what it says. Which state it needs is its type (RFC 9051 3). */
public sealed interface Command permits AnyCommand, NotAuthenticatedCommand, AuthenticatedCommand, SelectedCommand {

    /** Runs it in the state that {@link Spec#misplaced} found right. */
    Answer runFor(Client client) throws Refused, BadSyntax, StoreException;
}
