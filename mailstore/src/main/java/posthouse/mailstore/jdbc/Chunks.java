package posthouse.mailstore.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/** Cuts octets into pieces, each a row. */
final class Chunks extends OutputStream {
    /** Octets of a piece. */
    static final int SIZE = 1 << 20;

    private final Sink sink;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private int chunk;

    interface Sink {
        void take(int chunk, byte[] octets) throws SQLException;
    }

    Chunks(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int next = Math.min(length - done, SIZE - piece.size());
            piece.write(octets, offset + done, next);
            done += next;
            if (piece.size() == SIZE) {
                end();
            }
        }
    }

    private void end() throws IOException {
        try {
            sink.take(chunk++, piece.toByteArray());
        } catch (SQLException e) {
            throw new IOException(e);
        }
        piece.reset();
    }

    @Override
    public void close() throws IOException {
        if (piece.size() > 0) {
            end();
        }
    }

    /** What made a sink fail, or the source. */
    static SQLException cause(IOException e) {
        return e.getCause() instanceof SQLException failed ? failed : new SQLException(e);
    }
}
