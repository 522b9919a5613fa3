package posthouse.common.net;

/** What a listener speaks: makes a {@link Session} for every connection that comes in. */
public interface Protocol {

    /** The protocol's name, as it begins the ids of its connections and stands in logs: {@code smtp}, {@code imap} ... */
    String name();

    /** A session for a new connection, on a worker. With implicit TLS the handshake is done by then. */
    Session open(Connection connection);

    /**
     * The one line, with its CRLF, for a client that is turned away before it gets a session, because a limit on
     * connections is reached ({@code 421 4.7.0 Too many connections}, {@code * BYE ...}, {@code -ERR ...}).
     */
    String refusal();
}
