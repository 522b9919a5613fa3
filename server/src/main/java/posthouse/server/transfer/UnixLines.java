package posthouse.server.transfer;

import java.io.IOException;
import java.io.OutputStream;

/** Writes lines as files have them: CRLF becomes LF. A CR that stands alone stays. */
final class UnixLines extends OutputStream {
    private final OutputStream out;
    private boolean cr;

    UnixLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        if (cr && octet != '\n') {
            out.write('\r');
        }
        cr = octet == '\r';
        if (!cr) {
            out.write(octet);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i] & 0xff);
        }
    }

    /** No more follows. */
    void finish() throws IOException {
        if (cr) {
            out.write('\r');
        }
        cr = false;
    }
}
