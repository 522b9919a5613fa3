package posthouse.imap.command;

/** The states of a connection (RFC 9051 3), as what a command needs. */
enum State {
    ANY, NOT_AUTHENTICATED, AUTHENTICATED, SELECTED
}
