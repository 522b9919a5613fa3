package posthouse.smtp.relay.client;

/**
 * What became of one recipient at one server.
 *
 * @param reply what the server said last of it; {@code null} if we did not ask
 * @param status enhanced status code
 * @param text the server's words, or ours where it said nothing
 * @param passedOn whether it has taken over the duty to report (RFC 3461): it knows DSN
 */
public record Answer(RemoteReply reply, String status, String text, boolean passedOn) {

    static Answer of(RemoteReply reply, boolean passedOn) {
        return new Answer(reply, reply.status(), reply.toString(), passedOn);
    }

    static Answer ours(String status, String text) {
        return new Answer(null, status, text, false);
    }

    public boolean isDelivered() {
        return status.startsWith("2");
    }

    public boolean isPermanent() {
        return status.startsWith("5");
    }

    /** Whether the server has enough recipients for this transaction and takes it in the next: RFC 5321 4.5.3.1.10. */
    public boolean isTooMany() {
        return reply != null && (reply.code() == 452 && (status.equals("4.5.3") || status.equals("4.0.0")) || reply.code() == 552 && status.equals("5.5.3"));
    }
}
