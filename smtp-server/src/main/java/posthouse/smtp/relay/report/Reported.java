package posthouse.smtp.relay.report;

import java.time.Instant;
import posthouse.mailstore.Outgoing.To;

/**
 * One recipient in a report.
 *
 * @param status enhanced status code (RFC 3463)
 * @param host the remote server, empty if none was asked
 * @param text what it said, or what we found
 * @param remote whether these are its words
 * @param retriedUntil for {@code DELAYED}: when it will be given up
 */
public record Reported(To to, Action action, String status, String host, String text, boolean remote, Instant retriedUntil) {

    /** RFC 3464 2.3.3. */
    public enum Action {
        FAILED, DELAYED, DELIVERED, RELAYED
    }
}
