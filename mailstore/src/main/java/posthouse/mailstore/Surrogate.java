package posthouse.mailstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;
import posthouse.mailstore.mime.SurrogateHeader;

/**
 * An internationalized message for a client that knows only US-ASCII in headers (RFC 6857): its headers, and those of its parts and of
 * the messages in it, are others; all the rest is read from the message. Only the headers that changed are in memory.
 */
public final class Surrogate implements MessageBody {

    /** What all headers that change may have; who has more can't be given a surrogate. */
    private static final int LONGEST = 128 << 10;
    private static final int BLOCK = 64 << 10;
    private static final byte[] SMTP = "with UTF8SMTP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LMTP = "with UTF8LMTP".getBytes(StandardCharsets.US_ASCII);

    private final MessageBody message;
    /** In their order; none lies in another. */
    private final List<Header> headers;
    private final long size;

    /** Octets that stand in place of others, {@code from} to {@code to}, which they make so much longer than they were before. */
    private record Header(long from, long to, byte[] octets, long before) {

        long start() {
            return from + before;
        }

        long end() {
            return start() + octets.length;
        }
    }

    private Surrogate(MessageBody message, List<Header> headers) {
        this.message = message;
        this.headers = headers;
        this.size = message.size() + grown(headers);
    }

    private static long grown(List<Header> headers) {
        return headers.isEmpty() ? 0 : last(headers).end() - last(headers).to();
    }

    private static Header last(List<Header> headers) {
        return headers.get(headers.size() - 1);
    }

    /**
     * Whether a message came with SMTPUTF8, as the trace line in its prefix says (RFC 6531 4.3). Others with such octets in
     * their headers came from programs that don't know better, and are nobody's to interpret.
     */
    public static boolean mayBeNeeded(byte[] prefix) {
        return has(prefix, SMTP) || has(prefix, LMTP);
    }

    private static boolean has(byte[] octets, byte[] wanted) {
        for (int i = 0; i + wanted.length <= octets.length; i++) {
            if (octets[i] == wanted[0] && Arrays.equals(octets, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The message as such a client may have it: itself if it is in US-ASCII; {@code null} if its headers are too long for that.
     *
     * @param structure {@code null} to have it found
     */
    public static MessageBody of(MessageBody message, MessageStructure structure) throws StoreException {
        var found = new Finding(message);
        BodyPart root = structure == null ? scan(message).root() : structure.root();
        if (!found.header(0, message.prefixSize() + root.bodyStart()) || !found.partsOf(root)) {
            return null;
        }
        return found.headers.isEmpty() ? message : new Surrogate(message, List.copyOf(found.headers));
    }

    private static MessageStructure scan(MessageBody message) throws StoreException {
        var scanner = new MimeScanner();
        var block = new byte[(int) Math.min(BLOCK, message.size())];
        for (long at = message.prefixSize(); at < message.size(); ) {
            int read = read(message, at, block, 0, block.length);
            scanner.write(block, 0, read);
            at += read;
        }
        return scanner.finish();
    }

    /** Goes through the headers of a message and keeps those that must change. */
    private static final class Finding {
        private final MessageBody message;
        private final List<Header> headers = new ArrayList<>();
        private int length;

        Finding(MessageBody message) {
            this.message = message;
        }

        /** @return whether it can be done */
        boolean partsOf(BodyPart part) throws StoreException {
            for (BodyPart inner : part.parts()) {
                if (!header(message.prefixSize() + inner.headerStart(), message.prefixSize() + inner.bodyStart()) || !partsOf(inner)) {
                    return false;
                }
            }
            return true;
        }

        boolean header(long from, long to) throws StoreException {
            var octets = new byte[(int) Math.min(MimeScanner.MAX_HEADER, to - from)];
            for (int at = 0; at < octets.length; ) {
                at += Surrogate.read(message, from + at, octets, at, octets.length - at);
            }
            byte[] changed = SurrogateHeader.of(octets);
            if (changed != octets) {
                length += changed.length;
                headers.add(new Header(from, from + octets.length, changed, grown(headers)));
            }
            return length <= LONGEST;
        }
    }

    private static int read(MessageBody message, long position, byte[] target, int offset, int length) throws StoreException {
        int read = message.read(position, target, offset, length);
        if (read == 0) {
            throw new MessageGone("the message is shorter than it was");
        }
        return read;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int prefixSize() {
        return 0;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws StoreException {
        int wanted = (int) Math.max(0, Math.min(length, size - position));
        int done = 0;
        while (done < wanted) {
            done += readPiece(position + done, target, offset + done, wanted - done);
        }
        return done;
    }

    private int readPiece(long position, byte[] target, int offset, int wanted) throws StoreException {
        long shift = 0;
        long end = size;
        for (Header header : headers) {
            if (position < header.start()) {
                end = header.start();
                break;
            }
            if (position < header.end()) {
                int count = (int) Math.min(wanted, header.end() - position);
                System.arraycopy(header.octets, (int) (position - header.start()), target, offset, count);
                return count;
            }
            shift = header.end() - header.to();
        }
        return read(message, position - shift, target, offset, (int) Math.min(wanted, end - position));
    }

    @Override
    public void close() {
        message.close();
    }
}
