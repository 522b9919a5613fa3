package posthouse.pop3.wire;

/** Why a command was refused, for programs (RFC 2449 8). */
public enum ResponseCode {
    /** RFC 2449 8.1.1. */
    LOGIN_DELAY("LOGIN-DELAY"),
    /** RFC 2449 8.1.2. */
    IN_USE("IN-USE"),
    /** Likely to go away by itself: RFC 3206 4. */
    SYS_TEMP("SYS/TEMP"),
    /** Needs somebody to do something: RFC 3206 4. */
    SYS_PERM("SYS/PERM"),
    /** The name or the password: RFC 3206 5. */
    AUTH("AUTH"),
    /** The message can be had in UTF-8 mode only: RFC 6856 5. */
    UTF8("UTF8");

    /** As it goes over the wire, without its brackets. */
    public final String text;

    ResponseCode(String text) {
        this.text = text;
    }
}
