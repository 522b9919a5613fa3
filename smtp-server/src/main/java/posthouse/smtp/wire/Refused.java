package posthouse.smtp.wire;

/** A command that was understood and is not done: the reply says why. */
public final class Refused extends Exception {

    private final transient Reply reply;

    public Refused(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    public Refused(int code, String status, String line) {
        this(Reply.of(code, status, line));
    }

    public Reply reply() {
        return reply;
    }
}
