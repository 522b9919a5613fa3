package posthouse.testkit;

/** What a listener of a test offers. */
public enum Security {
    /** No TLS at all. */
    NONE,
    /** A command may start it. */
    STARTTLS,
    /** TLS from the first octet on. */
    TLS
}
