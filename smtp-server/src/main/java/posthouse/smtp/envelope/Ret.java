package posthouse.smtp.envelope;

/** What of the message a failure report brings back: RFC 3461 4.3. */
public enum Ret {
    FULL, HDRS
}
