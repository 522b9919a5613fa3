package posthouse.imap;

/** The authenticated state (RFC 9051 3.2): who is logged in. */
public final class Authenticated {
}
