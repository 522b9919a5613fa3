package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends a message in chunks: BDAT (RFC 3030 2). */
final class Chunks extends OutputStream {

    private static final int CHUNK = 256 << 10;

    /** Waits for the reply to a chunk. */
    interface Replies {
        RemoteReply next(boolean last) throws HopFailure;
    }

    /** A chunk was refused: the rest need not follow. */
    static final class Refused extends IOException {
        private final transient RemoteReply reply;

        private Refused(RemoteReply reply) {
            super(reply.toString());
            this.reply = reply;
        }

        RemoteReply reply() {
            return reply;
        }
    }

    /** The connection broke meanwhile. */
    static final class Broken extends IOException {
        private final transient HopFailure failure;

        private Broken(HopFailure failure) {
            super(failure.getMessage());
            this.failure = failure;
        }

        HopFailure failure() {
            return failure;
        }
    }

    private final Wire wire;
    private final Replies replies;
    private final byte[] chunk;
    private int size;

    /** @param expected octets of the message, roughly */
    Chunks(Wire wire, Replies replies, long expected) {
        this.wire = wire;
        this.replies = replies;
        this.chunk = new byte[(int) Math.min(CHUNK, expected + 1024)];
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (size == chunk.length) {
                send(false);
            }
            int next = Math.min(length - done, chunk.length - size);
            System.arraycopy(octets, offset + done, chunk, size, next);
            size += next;
            done += next;
        }
    }

    private RemoteReply send(boolean last) throws IOException {
        String command = "BDAT " + size + (last ? " LAST" : "");
        wire.tell("C: " + command);
        wire.out().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        wire.out().write(chunk, 0, size);
        size = 0;
        try {
            RemoteReply reply = replies.next(last);
            if (!last && !reply.isPositive()) {
                throw new Refused(reply);
            }
            return reply;
        } catch (HopFailure e) {
            throw new Broken(e);
        }
    }

    /** What is left goes, as the last chunk. */
    RemoteReply finish() throws IOException {
        return send(true);
    }
}
