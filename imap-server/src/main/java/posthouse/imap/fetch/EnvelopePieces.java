package posthouse.imap.fetch;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/** An envelope with very many addresses (RFC 9051 7.5.2), written while the client reads it: a hostile message has 20,000. */
final class EnvelopePieces implements Octets {

    private static final int SMALL = 200;

    private final Queue<Consumer<ImapWriter>> left = new ArrayDeque<>();
    private final boolean utf8;
    private byte[] piece = {};
    private int next;

    private EnvelopePieces(EnvelopeStructure envelope, boolean utf8) {
        this.utf8 = utf8;
        left.add(out -> Envelope.writeFront(out, envelope));
        for (List<Address> addresses : Envelope.addresses(envelope)) {
            add(addresses);
        }
        left.add(out -> Envelope.writeEnd(out, envelope));
    }

    /** Writes it; @return what must follow, {@code null} if it is all written */
    static Octets of(EnvelopeStructure envelope, ImapWriter out) {
        if (isLong(envelope)) {
            return new EnvelopePieces(envelope, out.utf8());
        }
        Envelope.write(out, envelope);
        return null;
    }

    static boolean isLong(EnvelopeStructure envelope) {
        return Envelope.addresses(envelope).stream().mapToInt(List::size).sum() > SMALL;
    }

    private void add(List<Address> addresses) {
        if (addresses.isEmpty()) {
            left.add(out -> out.sp().nil());
            return;
        }
        left.add(out -> out.sp().open());
        for (int i = 0; i < addresses.size(); i += SMALL) {
            List<Address> some = addresses.subList(i, Math.min(i + SMALL, addresses.size()));
            left.add(out -> some.forEach(address -> Envelope.write(out, address)));
        }
        left.add(ImapWriter::close);
    }

    @Override
    public long remaining() {
        return piece.length - next + left.size();
    }

    @Override
    public int read(byte[] buffer) {
        int read = 0;
        while (read < buffer.length && remaining() > 0) {
            if (next == piece.length) {
                make(left.remove());
            }
            int count = Math.min(piece.length - next, buffer.length - read);
            System.arraycopy(piece, next, buffer, read, count);
            next += count;
            read += count;
        }
        return read;
    }

    private void make(Consumer<ImapWriter> written) {
        var octets = new ByteArrayOutputStream();
        var out = new ImapWriter(octets::write, utf8);
        written.accept(out);
        out.flush();
        piece = octets.toByteArray();
        next = 0;
    }
}
