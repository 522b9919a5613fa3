package posthouse.smtp.relay.policy;

/** A host must not be used, or not now: what was published says so, or can't be read. The message is for people. */
public final class PolicyFailure extends Exception {
    private final String status;

    PolicyFailure(String status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** RFC 3463: 4.x.x but for what can't be different tomorrow. */
    public String status() {
        return status;
    }
}
