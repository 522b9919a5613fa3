package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Files that bodies are read from: segments and body files. Each is open once for all readers; some stay open for those who
 * come next. A reader pins its file.
 */
public final class StoredBodies implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(StoredBodies.class);
    /** How many files stay open that nobody reads now. */
    private static final int IDLE = 64;
    private static final int CHUNK = 64 << 10;

    private final Path journal;
    private final BodyFiles bodies;
    private final LinkedHashMap<Long, Shared> open = new LinkedHashMap<>(16, 0.75f, true); // by segment, body files by -number
    /** How many want a file to stay, whether it is open or not. */
    private final Map<Long, Integer> held = new HashMap<>();
    private int holdsOnAll;
    /** Files that are to go as soon as nobody holds or reads them. */
    private final Set<Long> doomed = new HashSet<>();
    private int idle;
    private boolean closed;

    public StoredBodies(Path journal, BodyFiles bodies) {
        this.journal = journal;
        this.bodies = bodies;
    }

    /** Where octets of a body are: a segment; or a file of its own, whose number {@code place} is. */
    public static long file(int segment, long place) {
        return segment == 0 ? -place : segment;
    }

    /**
     * Opens a body; the reader must be closed.
     *
     * @param segment where it stands; 0 if it has a file of its own, then {@code position} is the file's number
     * @param form how it is stored there
     * @param length octets it has
     * @throws NoSuchFileException if it stands elsewhere by now
     */
    public Reader open(int segment, long position, int form, long length) throws IOException {
        Shared file = pin(file(segment, position));
        return new Reader(file, segment == 0 ? 0 : position, form == BodyForm.PLAIN ? null : new BodyBlocks(length));
    }

    /** Keeps files that are there now until the hold is closed, whatever becomes of the bodies in them. */
    public synchronized Hold hold(Set<Long> files) {
        var kept = new HashSet<Long>();
        var missing = new HashSet<Long>();
        for (long file : files) {
            if (doomed.contains(file) || open.containsKey(file) || Files.exists(path(file))) {
                held.merge(file, 1, Integer::sum);
                kept.add(file);
            } else {
                missing.add(file);
            }
        }
        return new Hold(kept, missing, false);
    }

    /** Keeps all files until the hold is closed. */
    public synchronized Hold holdAll() {
        holdsOnAll++;
        return new Hold(Set.of(), Set.of(), true);
    }

    /** How many files are still there for those alone who read or hold them. */
    public synchronized int waiting() {
        return doomed.size();
    }

    /** Removes a file that no row names any more, as soon as nobody holds it or reads from it. */
    public synchronized void remove(long file) throws IOException {
        doomed.add(file);
        removeIfFree(file);
    }

    private void removeIfFree(long file) throws IOException {
        Shared shared = open.get(file);
        if (!doomed.contains(file) || holdsOnAll > 0 || held.containsKey(file) || shared != null && shared.pins > 0) {
            return;
        }
        if (shared != null) {
            open.remove(file);
            idle--;
            shared.channel.close();
        }
        doomed.remove(file);
        Files.deleteIfExists(path(file));
    }

    private void removeDoomed() {
        for (long file : List.copyOf(doomed)) {
            try {
                removeIfFree(file);
            } catch (IOException e) {
                LOG.warn("{} is of no use any more and can't be removed: {}", path(file), e.toString());
            }
        }
    }

    /** Files that must stay for now. */
    public final class Hold implements AutoCloseable {
        private Set<Long> kept;
        private final Set<Long> missing;
        private final boolean all;

        private Hold(Set<Long> kept, Set<Long> missing, boolean all) {
            this.kept = kept;
            this.missing = missing;
            this.all = all;
        }

        /** Those that are gone already: what stood there stands elsewhere. */
        public Set<Long> missing() {
            return missing;
        }

        @Override
        public void close() {
            synchronized (StoredBodies.this) {
                if (kept == null) {
                    return;
                }
                kept.forEach(file -> held.computeIfPresent(file, (f, count) -> count == 1 ? null : count - 1));
                holdsOnAll -= all ? 1 : 0;
                kept = null;
                removeDoomed();
            }
        }
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
        idle++;
        if (!doomed.isEmpty()) {
            removeDoomed();
        }
        if (idle > IDLE) {
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
        holdsOnAll = 0;
        held.clear();
        removeDoomed();
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

    /** One body, open for reading; for one thread. */
    public final class Reader implements AutoCloseable {
        private Shared file;
        private final long start;
        private final BodyBlocks blocks;

        /** @param blocks {@code null} for one that is stored as received */
        private Reader(Shared file, long start, BodyBlocks blocks) {
            this.file = file;
            this.start = start;
            this.blocks = blocks;
        }

        /** Reads exactly as many octets as are asked for. */
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            if (blocks == null) {
                readStored(position, target, offset, length);
            } else {
                blocks.read(this::readStored, position, target, offset, length);
            }
        }

        private void readStored(long position, byte[] target, int offset, int length) throws IOException {
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
