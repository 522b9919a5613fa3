package posthouse.smtp.wire;

/** The client's mistake: a line that is no command (500) or a command whose argument can't be read (501). */
public final class BadSyntax extends Exception {

    private final int code;
    private final String status;

    private BadSyntax(int code, String status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** The line itself can't be read: 500 5.5.2. */
    public static BadSyntax line(String message) {
        return new BadSyntax(500, "5.5.2", message);
    }

    /** The argument can't be read: 501 5.5.4. */
    public static BadSyntax argument(String message) {
        return new BadSyntax(501, "5.5.4", message);
    }

    /** The argument can't be read, and RFC 3463 has a code that says more than 5.5.4. */
    public static BadSyntax argument(String status, String message) {
        return new BadSyntax(501, status, message);
    }

    /** A line of a SASL exchange is longer than any mechanism needs: 500 5.5.6 (RFC 4954 4). */
    public static BadSyntax saslLine() {
        return new BadSyntax(500, "5.5.6", "Authentication exchange line is too long");
    }

    /** MAIL and RCPT take no parameter of this name: 555 5.5.4 (RFC 5321 4.1.1.11). */
    public static BadSyntax unknownParameter(String keyword) {
        return new BadSyntax(555, "5.5.4", "Parameter " + keyword + " isn't known here");
    }

    /** The same for HELO, EHLO and LHLO, whose answers have no enhanced status code (RFC 2034 4). */
    public BadSyntax withoutStatus() {
        return new BadSyntax(code, null, getMessage());
    }

    public Reply reply() {
        return status == null ? Reply.plain(code, getMessage()) : Reply.of(code, status, getMessage());
    }
}
