package posthouse.smtp.relay.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes each line end CRLF, and the last line have one: no bare CR or LF leaves (RFC 5321 2.3.8). Behind DATA a dot at the
 * beginning of a line is doubled (RFC 5321 4.5.2). {@link #finish} ends the message.
 */
final class LineEnds extends FilterOutputStream {

    private static final byte[] CRLF = {'\r', '\n'};

    private final boolean dots;
    private boolean afterCr;
    private boolean atLineStart = true;

    /** @param dots whether dots are doubled */
    LineEnds(OutputStream out, boolean dots) {
        super(out);
        this.dots = dots;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte octet = octets[i];
            if (afterCr) { // it is not written yet
                newLine();
                if (octet == '\n') {
                    from = i + 1;
                    continue;
                }
            }
            if (octet == '\n' || octet == '\r') {
                run(octets, from, i);
                from = i + 1;
                afterCr = octet == '\r';
                if (octet == '\n') {
                    newLine();
                }
            }
        }
        run(octets, from, end);
    }

    private void run(byte[] octets, int from, int to) throws IOException {
        if (to > from) {
            if (dots && atLineStart && octets[from] == '.') {
                out.write('.');
            }
            out.write(octets, from, to - from);
            atLineStart = false;
        }
    }

    private void newLine() throws IOException {
        out.write(CRLF);
        afterCr = false;
        atLineStart = true;
    }

    void finish() throws IOException {
        if (afterCr || !atLineStart) {
            newLine();
        }
    }
}
