package posthouse.smtp;

/** Under which rules a listener takes mail. One command set serves all of them. */
public enum SmtpPolicy {

    /** Mail from other servers (RFC 5321): local recipients from anyone. */
    RELAY_IN("smtp", "ESMTP"),
    /** Mail from users (RFC 6409): nothing without a login. */
    SUBMISSION("submission", "ESMTP"),
    /** Mail from another MTA on this machine (RFC 2033): each recipient is answered for alone. */
    LMTP("lmtp", "LMTP");

    private final String protocolName;
    private final String greeting;

    SmtpPolicy(String protocolName, String greeting) {
        this.protocolName = protocolName;
        this.greeting = greeting;
    }

    /** As connection ids and logs have it. */
    public String protocolName() {
        return protocolName;
    }

    /** The word for the protocol in the greeting. */
    public String greeting() {
        return greeting;
    }

    /** Whether mail is taken only after a login. */
    public boolean needsLogin() {
        return this == SUBMISSION;
    }

    /** Whether a client may log in. */
    public boolean offersLogin() {
        return this != LMTP;
    }
}
