package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;

/** Writes text as quoted-printable: RFC 2045 6.7. */
final class QuotedLines {

    private static final int MAX_LINE = 76;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final OutputStream out;
    private int column;
    /** White space or CR that may stand before a line end; -1 if none. */
    private int waiting = -1;

    QuotedLines(OutputStream out) {
        this.out = out;
    }

    void write(byte octet) throws IOException {
        if (octet == '\n') {
            if (waiting >= 0 && waiting != '\r') {
                quoted(waiting);
            }
            waiting = -1;
            newLine();
            return;
        }
        if (octet == '\r' && (waiting == ' ' || waiting == '\t')) { // white space before a line end
            quoted(waiting);
            waiting = octet;
            return;
        }
        settle();
        if (octet == '\r' || octet == ' ' || octet == '\t') {
            waiting = octet;
        } else if (octet == '=' || octet < ' ' || octet == 0x7f) {
            quoted(octet & 0xff);
        } else {
            literal(octet);
        }
    }

    /** What waited was not before a line end. */
    private void settle() throws IOException {
        if (waiting == '\r') {
            quoted(waiting);
        } else if (waiting >= 0) {
            literal((byte) waiting);
        }
        waiting = -1;
    }

    private void literal(byte octet) throws IOException {
        room(1);
        out.write(octet);
        column++;
    }

    private void quoted(int octet) throws IOException {
        room(3);
        out.write('=');
        out.write(HEX[octet >> 4]);
        out.write(HEX[octet & 15]);
        column += 3;
    }

    private void room(int wanted) throws IOException {
        if (column + wanted >= MAX_LINE) {
            out.write('=');
            newLine();
        }
    }

    private void newLine() throws IOException {
        out.write('\r');
        out.write('\n');
        column = 0;
    }

    void finish() throws IOException {
        if (waiting >= 0) {
            quoted(waiting);
            waiting = -1;
        }
    }
}
