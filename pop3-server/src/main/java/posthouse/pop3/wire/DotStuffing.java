package posthouse.pop3.wire;

import posthouse.common.net.Output;

/**
 * RFC 1939 3: a line that begins with a dot gets another in front. Lines end with CRLF here, and only there: where a bare LF
 * ended one too, a message with such octets would come back changed.
 */
public final class DotStuffing {

    private static final byte[] DOT = {'.'};
    private static final byte[] CRLF = {'\r', '\n'};

    private byte last = '\n';
    private byte beforeLast = '\r';

    /** Writes the next octets of the message, as they are but for the dots; in as few pieces as can be. */
    public void write(byte[] octets, int length, Output out) {
        int from = 0;
        byte previous = last;
        byte earlier = beforeLast;
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (octet == '.' && previous == '\n' && earlier == '\r') {
                out.write(octets, from, i - from);
                out.write(DOT);
                from = i;
            }
            earlier = previous;
            previous = octet;
        }
        out.write(octets, from, length - from);
        last = previous;
        beforeLast = earlier;
    }

    /** Ends the last line, if the message doesn't. */
    public void end(Output out) {
        if (last != '\n' || beforeLast != '\r') {
            out.write(CRLF);
        }
    }
}
