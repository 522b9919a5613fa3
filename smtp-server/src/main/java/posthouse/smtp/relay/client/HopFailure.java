package posthouse.smtp.relay.client;

/**
 * The connection is of no use (any more): it could not be opened, broke, or the other server said so. The message is for
 * people, and says at which step.
 */
public final class HopFailure extends Exception {

    private final transient RemoteReply reply;
    private final String status;
    private final boolean undecided;
    private final String tlsResult;

    HopFailure(String status, String message) {
        this(status, message, false, null);
    }

    private HopFailure(String status, String message, boolean undecided, String tlsResult) {
        super(message, null, false, false);
        this.reply = null;
        this.status = status;
        this.undecided = undecided;
        this.tlsResult = tlsResult;
    }

    /** It failed for lack of TLS, or of good TLS. @param result its type in reports (RFC 8460 4.3) */
    static HopFailure tls(String result, String status, String message) {
        return new HopFailure(status, message, false, result);
    }

    /** The same, behind the end of a message. */
    HopFailure afterMessage() {
        return reply != null ? this : new HopFailure(status, getMessage(), true, tlsResult);
    }

    /** Whether the message may have been taken all the same: then nobody else should be given it soon (RFC 5321 4.5.4.1). */
    public boolean isUndecided() {
        return undecided;
    }

    HopFailure(RemoteReply reply, String step) {
        super(reply + " (" + step + ")", null, false, false);
        this.reply = reply;
        this.status = reply.status();
        this.undecided = false;
        this.tlsResult = null;
    }

    /** What the server said, or {@code null} if it said nothing. */
    public RemoteReply reply() {
        return reply;
    }

    public String status() {
        return status;
    }

    /** What kind of failure of TLS it is in reports (RFC 8460 4.3); {@code null} if it is none. */
    public String tlsResult() {
        return tlsResult;
    }
}
