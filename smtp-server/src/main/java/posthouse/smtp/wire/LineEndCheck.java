package posthouse.smtp.wire;

/** Looks for what no text has: a CR or an LF alone, and NUL. For messages that come in chunks of any size. */
public final class LineEndCheck {

    private boolean afterCr;
    private String fault;

    /** Looks at the next octets. */
    public void scan(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length && fault == null; i++) {
            byte octet = octets[i];
            if (afterCr != (octet == '\n')) {
                fault = afterCr ? "bare CR" : "bare LF";
            } else if (octet == 0) {
                fault = "NUL";
            }
            afterCr = octet == '\r';
        }
    }

    /** What was found; {@code null} if nothing. @param ended whether no more octets follow */
    public String fault(boolean ended) {
        return fault == null && ended && afterCr ? "bare CR" : fault;
    }
}
