package posthouse.mailstore.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The store's journal: first it is replayed, then it is appended to, by one thread. A batch is written, sealed and forced as
 * a whole; {@link #append} followed by {@link #force} is the moment from which it may be acknowledged.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Journal.class);

    private final Path folder;
    private final boolean relaxed;
    /** A segment is finished when it has this many octets. */
    private final long segmentSize;
    private final Probe probe;
    private final Retry retry = new Retry();
    private final Segments segments;
    private final StoreKey key;
    private final SpareFile spare;
    private Replay.End end;
    private Segment current;
    private volatile Position position;
    /** How many octets of the current segment are on disk for certain. */
    private long forced;
    private volatile long forcedBatch;
    /** Whether the current segment is to get no further batch. */
    private volatile boolean finishing;
    /** Whether the last segment has batches that were acknowledged and never forced, and can't be: relaxed durability, and it failed. */
    private boolean unforced;
    /** Why nothing can be written. */
    private IOException failure = new IOException("it was never begun");

    /** Is told before the disk is touched, and may refuse: so tests have a disk that fails. */
    public interface Probe {
        Probe NONE = step -> { };

        void before(Step step) throws IOException;
    }

    /** What a {@link Probe} is told of. */
    public enum Step { SEGMENT, WRITE, FORCE }

    private Journal(Path folder, boolean relaxed, long segmentSize, Segments segments, StoreKey key, Probe probe) {
        this.folder = folder;
        this.relaxed = relaxed;
        this.segmentSize = segmentSize;
        this.probe = probe;
        this.segments = segments;
        this.key = key;
        this.spare = new SpareFile(folder);
    }

    /**
     * @param relaxed whether batches are acknowledged before they are forced; kept with each of them
     * @param segmentSize a segment is finished when it has this many octets
     */
    public static Journal open(Path folder, boolean relaxed, long segmentSize, Probe probe) throws IOException {
        Segments segments = Segments.in(Folders.create(folder));
        return new Journal(folder, relaxed, segmentSize, segments, segments.isEmpty() ? StoreKey.random() : segments.first().key(), probe);
    }

    /** A new journal of a store that had its key before. */
    public static Journal create(Path folder, StoreKey key, long segmentSize) throws IOException {
        return new Journal(folder, false, segmentSize, Segments.in(Folders.create(folder)), key, Probe.NONE);
    }

    /** The same, begun with this segment and not with the first. */
    public static Journal create(Path folder, StoreKey key, long segmentSize, int first) throws IOException {
        Journal journal = create(folder, key, segmentSize);
        journal.position = new SegmentHeader(first - 1, key, 0, 0, 0).start();
        journal.roll();
        return journal;
    }

    public StoreKey key() {
        return key;
    }

    /** Whether nothing was ever written to it. */
    public boolean isNew() throws IOException {
        return segments().isEmpty();
    }

    /** Whether what stands in the journal leads up to this position; if not, the database is ahead of it. */
    public boolean reaches(Position from) throws IOException {
        if (from.equals(Position.START)) {
            return true;
        }
        return !isNew() && new Replay(segments(), from).reaches(from);
    }

    /** Reads what follows a position: each whole batch once, in order. */
    public <E extends Exception> void replay(Position from, BatchConsumer<E> consumer) throws IOException, E {
        Segments found = segments();
        if (found.isEmpty()) {
            return;
        }
        Position start = from;
        if (from.equals(Position.START)) {
            requireBeginning(found);
            start = found.first().start();
        }
        end = new Replay(found, start).run(consumer);
    }

    private static void requireBeginning(Segments found) throws JournalDamaged {
        int first = found.first().segment();
        if (first != 1) {
            throw new JournalDamaged("the journal is damaged: " + found.file(first - 1) + " is missing, and there is no snapshot that stands for it");
        }
    }

    /** Those of the start, or once there may be more of them those of now. */
    private Segments segments() throws IOException {
        return position == null ? segments : Segments.in(folder);
    }

    /** Fails if one of these segments, in which there are bodies, is missing. */
    public void require(Collection<Integer> needed) throws IOException {
        Segments found = segments();
        for (int segment : needed) {
            found.require(segment);
        }
    }

    /** The segments that are not written to any more, with the size of their files. */
    public NavigableMap<Integer, Long> finished() throws IOException {
        return Segments.sizes(folder).headMap(position.segment(), false);
    }

    /** The file of a segment. */
    public Path file(int segment) {
        return Segments.file(folder, segment);
    }

    /** About how many octets were written after this place. */
    public long octetsSince(Position place) throws IOException {
        Position now = position;
        long before = Segments.sizes(folder).subMap(place.segment(), true, now.segment(), false).values().stream().mapToLong(size -> size).sum();
        return before + now.offset() - place.offset();
    }

    /** Whether all segments are there from one on. */
    public boolean hasFrom(int segment) throws IOException {
        try {
            requireFrom(segment);
            return true;
        } catch (JournalDamaged e) {
            return false;
        }
    }

    /** Fails if not all there ever was could be replayed. */
    public void requireAll() throws IOException {
        if (!isNew()) {
            requireBeginning(segments());
            requireFrom(1);
        }
    }

    /** Fails if one of the segments is missing that would have to be replayed from a segment on. */
    public void requireFrom(int segment) throws IOException {
        Segments found = segments();
        for (int each = segment; !found.isEmpty() && each <= found.last().segment(); each++) {
            found.require(each);
        }
    }

    /**
     * Reads every record that is there, and the octets behind it.
     *
     * @param problems is told what is not as it was written, one line each
     * @return how many records there are
     */
    public long verify(Consumer<String> problems) throws IOException {
        Position last = position == null ? end.position() : position;
        Segments found = Segments.in(folder);
        long records = 0;
        for (int segment : Segments.sizes(folder).headMap(last.segment(), true).keySet()) {
            SegmentHeader header = found.get(segment);
            if (header == null) {
                continue; // it went meanwhile
            }
            SegmentHeader next = found.get(segment + 1);
            long end = segment == last.segment() ? last.offset() : next == null ? -1 : next.previousEnd();
            var count = new long[1];
            try {
                Position read = new Replay(found, header.start()).readSegment(end, (mutations, batch) -> count[0] += mutations.size());
                if (end >= 0 && read.offset() != end) {
                    problems.accept(found.file(segment) + " has no whole batch at offset " + read.offset() + " though more follow");
                }
            } catch (NoSuchFileException e) {
                continue; // it went meanwhile
            } catch (IOException e) {
                problems.accept(found.file(segment) + " can't be read: " + e.getMessage());
            }
            records += count[0];
        }
        return records;
    }

    /** Takes the mutations of segments. */
    public interface MutationConsumer {
        void mutation(int segment, Mutation mutation);
    }

    /** Reads all records of the segments that are not written to any more. */
    public void eachFinished(MutationConsumer consumer) throws IOException {
        Segments found = Segments.in(folder);
        for (int segment : finished().keySet()) {
            SegmentHeader header = found.get(segment);
            SegmentHeader next = found.get(segment + 1);
            if (header != null) { // else it went meanwhile
                new Replay(found, header.start()).readSegment(next == null ? -1 : next.previousEnd(),
                    (mutations, end) -> mutations.forEach(each -> consumer.mutation(segment, each.mutation())));
            }
        }
    }

    /** The mutation whose record begins there. */
    public Replayed read(int segment, long start) throws IOException {
        return new Replay(segments(), Position.START).read(segment, start);
    }

    /** Takes whole batches. */
    public interface BatchConsumer<E extends Exception> {
        void batch(List<Replayed> mutations, Position end) throws E;
    }

    /** Whether the journal was closed in order; else files may lie about that no record names. After {@link #replay}. */
    public boolean wasClosed() {
        return end == null || end.closed();
    }

    /** Whether batches may be lost that were acknowledged. After {@link #replay}. */
    public boolean mayHaveLost() {
        return end != null && !end.closed() && end.relaxed();
    }

    /** Begins to write, behind what was replayed. If it can't now, {@link #begin} tries again. */
    public void start() throws IOException {
        try {
            startWriting();
        } catch (IOException e) {
            failure = e;
            stop(position);
            throw e;
        }
    }

    private void startWriting() throws IOException {
        if (end == null) {
            position = new SegmentHeader(0, key, 0, 0, 0).start();
            roll();
        } else if (end.clean()) {
            position = end.position();
            current = Segment.open(segments.file(position.segment()));
            current.force(); // what was replayed may not have been on disk yet, if only the process died
            forced = position.offset();
            forcedBatch = position.batch();
        } else {
            position = end.position();
            LOG.warn("{} has no whole batch behind offset {}: the last one was never finished, and goes{}", segments.file(position.segment()),
                position.offset(), end.relaxed() ? "" : "; nobody was told of it");
            roll();
        }
    }

    /** Begins a new segment, which says that the one before ends at the position. */
    private void roll() throws IOException {
        if (current != null) {
            unforced = forced < position.offset();
            try (Segment finished = current) {
                current = null;
                finished.truncate(position.offset());
                unforced = false;
            }
        }
        probe.before(Step.SEGMENT);
        if (unforced) {
            Salvage.run(folder, position);
            unforced = false;
        }
        var header = new SegmentHeader(position.segment() + 1, key, position.offset(), position.batch(), position.sequence());
        current = create(header);
        position = header.start();
        forced = position.offset();
        forcedBatch = position.batch();
        finishing = false;
    }

    private Segment create(SegmentHeader header) throws IOException {
        Path file = Segments.file(folder, header.segment());
        try {
            return Segment.create(file, header);
        } catch (IOException e) {
            if (!spare.becomes(file)) {
                throw e;
            }
            LOG.warn("there is no space for a new segment ({}): {} was kept for that", e.toString(), file);
            return Segment.begin(file, header);
        }
    }

    /** Has a file on disk that can become the next segment where there is no space for one. For one thread. */
    public void keepSpare() throws IOException {
        spare.keep();
    }

    /** Whether batches can be written. */
    public boolean isWritable() {
        return current != null;
    }

    /** Has the next batch begin a new segment. For any thread. */
    public void finishSegment() {
        finishing = true;
    }

    /** Begins a batch. Nothing is written before {@link #append}. */
    public Batch begin() throws IOException {
        if (current == null && retry.isDue()) {
            retry.failed();
            try {
                roll();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            retry.reset();
            LOG.info("the journal goes on in segment {}", position.segment());
        } else if (current == null) {
            throw new IOException("the journal can't be written to now: " + failure.getMessage(), failure);
        } else if (position.offset() >= segmentSize || finishing) {
            roll();
        }
        return new Batch(key, relaxed, position);
    }

    /** Writes a batch and its seal. If it fails, or {@link #force} does, {@link #stop} comes next. */
    public void append(Batch batch) throws IOException {
        write(batch, RecordHeader.SEAL);
    }

    private void write(Batch batch, int kind) throws IOException {
        probe.before(Step.WRITE);
        current.prepare(position.offset(), batch.end().offset() - position.offset());
        OutputStream out = current.outputAt(position.offset());
        for (Batch.Entry entry : batch.entries()) {
            out.write(entry.head());
            for (BodySource source : entry.data()) {
                source.writeTo(out);
            }
        }
        out.write(batch.seal(kind, forced));
        out.flush();
        position = batch.end();
    }

    /** Whether what stands before this place is on disk. For any thread. */
    public boolean isForcedTo(Position place) {
        return forcedBatch >= place.batch();
    }

    /** Returns when all that was appended is on disk. */
    public void force() throws IOException {
        if (current == null) {
            return; // it failed already
        }
        probe.before(Step.FORCE);
        current.force();
        forced = position.offset();
        forcedBatch = position.batch();
    }

    /**
     * After a failed append or force: the file is never forced again. What was written behind {@code last} is given up; a new segment will
     * say where this one ends, and should there be none before the next start, it finds no batch there.
     */
    public void stop(Position last) {
        boolean givenUp = !position.equals(last);
        position = last;
        if (current != null) {
            unforced = forced < position.offset();
            try (Segment failed = current) {
                current = null;
                if (givenUp) {
                    failed.spoil(last.offset());
                }
            } catch (IOException e) {
                LOG.warn("a segment that failed can't be closed: {}", e.toString());
            }
        }
    }

    /** Behind the last batch. */
    public Position position() {
        return position;
    }

    /** Closes in order: the next start knows that nothing is missing. */
    @Override
    public void close() throws IOException {
        if (current == null) {
            return;
        }
        try (Segment last = current) {
            write(new Batch(key, relaxed, position), RecordHeader.CLOSED);
            last.end(position.offset());
        } finally {
            current = null;
        }
    }
}
