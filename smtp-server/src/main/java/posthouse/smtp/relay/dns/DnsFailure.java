package posthouse.smtp.relay.dns;

/** A question that was not answered with what was asked for; the message says why, in words for a sender. */
public final class DnsFailure extends Exception {

    /** What kind of no it is. */
    public enum Kind {
        /** The name does not exist: NXDOMAIN. */
        NO_SUCH_NAME,
        /** The name exists and has no such record. */
        NO_SUCH_RECORD,
        /** Nobody knows now: SERVFAIL, no answer, an answer that can't be read or did not pass validation. */
        TEMPORARY
    }

    private final Kind kind;

    DnsFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isTemporary() {
        return kind == Kind.TEMPORARY;
    }
}
