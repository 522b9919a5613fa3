package posthouse.pop3.wire;

import java.util.Arrays;
import posthouse.common.net.Input;

/** The client's lines, one after the other: bounded, and ended by CRLF only (RFC 1939 3). */
public final class Lines {

    private boolean dropping;

    /**
     * Takes a line.
     *
     * @param limit octets that it may have with its CRLF
     * @return the line without its CRLF, or {@code null} if it hasn't ended yet
     * @throws BadSyntax if it is too long or doesn't end with CRLF; what belongs to it is taken
     */
    public byte[] next(Input in, int limit) throws BadSyntax {
        int feed = in.lineFeed();
        if (feed < 0) {
            dropping |= in.available() >= limit;
            if (dropping) {
                in.skip(in.available());
            }
            return null;
        }
        boolean tooLong = dropping || feed >= limit;
        dropping = false;
        if (tooLong) {
            in.skip(feed + 1);
            throw new BadSyntax("the line is too long");
        }
        byte[] line = in.takeLine();
        if (feed == 0 || line[feed - 1] != '\r') {
            // Taking LF for a line end is how commands are smuggled past those that don't.
            throw new BadSyntax("the line ends with LF instead of CRLF");
        }
        return Arrays.copyOf(line, feed - 1);
    }
}
