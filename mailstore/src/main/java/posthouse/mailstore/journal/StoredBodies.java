package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;

/**
 * Files that bodies are read from: segments and body files. Each is open once for all readers; some stay open for those who
 * come next. A reader pins its file.
 */
public final class StoredBodies implements AutoCloseable {

    /** How many files stay open that nobody reads now. */
    private static final int IDLE = 64;
    private static final int CHUNK = 64 << 10;

    private final Path journal;
    private final BodyFiles bodies;
    private final LinkedHashMap<Long, Shared> open = new LinkedHashMap<>(16, 0.75f, true); // by segment, body files by -number
    private int idle;
    private boolean closed;

    public StoredBodies(Path journal, BodyFiles bodies) {
        this.journal = journal;
        this.bodies = bodies;
    }

    /**
     * Opens a body; the reader must be closed.
     *
     * @param segment where it stands; 0 if it has a file of its own, then {@code position} is the file's number
     */
    public Reader open(int segment, long position) throws IOException {
        return segment == 0 ? new Reader(pin(-position), 0) : new Reader(pin(segment), position);
    }

    private Path path(long file) {
        return file < 0 ? bodies.path(-file) : Segments.file(journal, (int) file);
    }

    private synchronized Shared pin(long file) throws IOException {
        if (closed) {
            throw new IOException("the store is closed");
        }
        Shared shared = open.get(file);
        if (shared == null) {
            shared = new Shared(FileChannel.open(path(file), StandardOpenOption.READ));
            open.put(file, shared);
        } else if (shared.pins == 0) {
            idle--;
        }
        shared.pins++;
        return shared;
    }

    private synchronized void unpin(Shared shared) {
        if (--shared.pins > 0) {
            return;
        }
        if (closed) {
            closeQuietly(shared.channel);
            return;
        }
        if (++idle > IDLE) {
            var eldest = open.values().iterator();
            while (idle > IDLE && eldest.hasNext()) {
                Shared next = eldest.next();
                if (next.pins == 0) {
                    eldest.remove();
                    idle--;
                    closeQuietly(next.channel);
                }
            }
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // a file that was only read has nothing to lose
        }
    }

    /** Closes what nobody reads; the rest follows when it is given back. */
    @Override
    public synchronized void close() {
        closed = true;
        open.values().stream().filter(s -> s.pins == 0).forEach(s -> closeQuietly(s.channel));
        open.clear();
    }

    private static final class Shared {
        private final FileChannel channel;
        private int pins;

        Shared(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** One body, open for reading. */
    public final class Reader implements AutoCloseable {
        private Shared file;
        private final long start;

        private Reader(Shared file, long start) {
            this.file = file;
            this.start = start;
        }

        /** Reads exactly as many octets as are asked for. */
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) { // small pieces: NIO keeps a direct buffer of the largest for every thread
                var chunk = ByteBuffer.wrap(target, offset + done, Math.min(CHUNK, length - done));
                int read = file.channel.read(chunk, start + position + done);
                if (read < 0) {
                    throw new IOException("a body is shorter than it was");
                }
                done += read;
            }
        }

        @Override
        public void close() {
            if (file != null) {
                unpin(file);
                file = null;
            }
        }
    }
}
