package posthouse.smtp.envelope;

/** When the sender wants to hear of a recipient: RFC 3461 4.1. An empty set of them is NEVER. */
public enum Notify {
    SUCCESS, FAILURE, DELAY
}
