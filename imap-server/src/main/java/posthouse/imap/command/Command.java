package posthouse.imap.command;

/** A command that was read: what it says. Which state it needs is its type (RFC 9051 3). */
public sealed interface Command permits AnyCommand, NotAuthenticatedCommand, AuthenticatedCommand, SelectedCommand {
}
