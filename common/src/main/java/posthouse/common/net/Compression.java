package posthouse.common.net;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * DEFLATE both ways, without headers (RFC 4978 4), between the session and the octets on the wire (which TLS may encrypt).
 * What comes in is inflated only as far as there is room in the bounded {@link Input}, so a bomb costs its sender's time and no memory.
 *
 * <p>An inflater holds some 40 KiB outside of the heap, a deflater 260. So only some connections keep theirs, with what it has
 * seen, from one answer to the next; the others begin a new one each time, which the format allows at any flush.
 */
final class Compression implements Output {

    private static final int PIECE = 16 * 1024;
    private static final int LEVEL = Deflater.BEST_SPEED;
    private static final Semaphore KEPT = new Semaphore(200);

    private final String id;
    private final Outbox out;
    private final Inflater inflater = new Inflater(true);
    private final Input packed = new Input();
    private Deflater deflater;
    private boolean keeps;
    private boolean unflushed;

    Compression(String id, Outbox out) {
        this.id = id;
        this.out = out;
    }

    /** What had arrived behind the command that began this is compressed. */
    void startWith(Input behind) {
        packed.takeFrom(behind);
    }

    /** Moves what has arrived to where the session reads it, as much as there is room for. @return whether that changed anything */
    boolean moveTo(Input input, Line line) throws DataFormatException {
        boolean changed = line.moveTo(packed);
        byte[] piece = new byte[PIECE];
        while (input.room() > 0) {
            int length = inflater.inflate(piece, 0, Math.min(piece.length, input.room()));
            if (length > 0) {
                input.add(ByteBuffer.wrap(piece, 0, length));
                changed = true;
            } else if (inflater.finished() || inflater.needsDictionary()) {
                throw new DataFormatException("the stream ended"); // no part of it may be the last (RFC 4978 4)
            } else if (packed.available() == 0) {
                break;
            } else {
                inflater.setInput(packed.take(Math.min(packed.available(), PIECE)));
            }
        }
        if (packed.ended() && packed.available() == 0 && input.room() > 0 && !input.ended()) {
            input.end();
            changed = true;
        }
        return changed;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (WireLog.isOn() && length > 0) {
            WireLog.server(id, octets, offset, length);
        }
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
            keeps = KEPT.tryAcquire();
        }
        deflater.setInput(octets, offset, length);
        unflushed |= length > 0;
        deflate(Deflater.NO_FLUSH);
    }

    /** All that was written so far can be read by the client. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            deflate(Deflater.SYNC_FLUSH);
            if (!keeps) {
                deflater.end();
                deflater = null;
            }
        }
    }

    private void deflate(int flush) {
        byte[] piece = new byte[PIECE];
        int length;
        do {
            length = deflater.deflate(piece, 0, piece.length, flush);
            out.write(piece, 0, length);
        } while (length == piece.length);
    }

    void end() {
        inflater.end();
        packed.clear();
        if (deflater != null) {
            deflater.end();
            deflater = null;
            if (keeps) {
                KEPT.release();
                keeps = false;
            }
        }
    }
}
