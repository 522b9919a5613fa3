package posthouse.smtp.envelope;

/**
 * By when a message must be delivered: BY, RFC 2852 4.
 *
 * @param seconds counted from MAIL; zero or less only with NOTIFY
 * @param trace whether each hop is to be reported ({@code T})
 */
public record DeliverBy(long seconds, Mode mode, boolean trace) {

    /** What becomes of a message that is late. */
    public enum Mode {
        /** It goes on, and the sender is told. */
        NOTIFY,
        /** It goes back. */
        RETURN
    }
}
