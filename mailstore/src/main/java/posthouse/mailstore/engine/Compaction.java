package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;

/**
 * Wins back the journal's space. What is alive in a segment that is mostly dead is written anew at the journal's end, as commands
 * among all others; a segment in which nothing is alive goes, once nobody would need it after a crash: not the tables as they are
 * on disk, and neither of two snapshots.
 */
final class Compaction {
    private static final Logger LOG = LogManager.getLogger(Compaction.class);
    private static final int ROWS = 100;
    private static final int ATTEMPTS = 100;
    private static final long SHORTLY = 20_000_000;
    private static final long OCTETS = 512 << 10;
    /** Octets of a segment that are compressed to see whether that helps: a quarter less of all is worth it. */
    private static final long SAMPLE = 1 << 20;
    private static final int WORTH = 4;

    private final Journal journal;
    private final Tables tables;
    private final JournalBodies bodies;
    private final Snapshots snapshots;
    private final Writer writer;
    private final Pace pace;
    /** Segments that were looked at, and compressed if that helps. */
    private final Set<Integer> compressed = new HashSet<>();
    /** Segments with a body that can't be read: they stay as they are. */
    private final Set<Integer> damaged = new HashSet<>();

    /** How fast it goes. */
    interface Pace {
        /** Rests after a step that took so long. */
        void rest(long nanos) throws Stopped;
    }

    /** The store is closing. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    Compaction(Journal journal, Tables tables, JournalBodies bodies, Snapshots snapshots, Writer writer, Pace pace) {
        this.journal = journal;
        this.tables = tables;
        this.bodies = bodies;
        this.snapshots = snapshots;
        this.writer = writer;
        this.pace = pace;
    }

    /** Writes anew what is alive in segments of which less than this many percent are. */
    void rewrite(long below) throws IOException, StoreException, Stopped {
        NavigableMap<Integer, Long> finished = journal.finished();
        for (Map.Entry<Integer, Long> live : live(finished).entrySet()) {
            Long size = finished.get(live.getKey());
            if (size != null && live.getValue() < size * below / 100 && !damaged.contains(live.getKey())) {
                rewrite(live.getKey(), live.getValue(), size);
            }
        }
    }

    /**
     * Writes one segment anew that has lain long enough, compressed, if a part of it shows that this helps.
     *
     * @param before when it was written to last, at the latest; in milliseconds since 1970
     */
    void compress(long before) throws IOException, StoreException, Stopped {
        NavigableMap<Integer, Long> finished = journal.finished();
        for (Map.Entry<Integer, Long> live : live(finished).entrySet()) {
            int segment = live.getKey();
            if (!finished.containsKey(segment) || compressed.contains(segment) || damaged.contains(segment)) {
                continue;
            }
            if (Files.getLastModifiedTime(journal.file(segment)).toMillis() > before) {
                return; // those behind it are younger
            }
            compressed.add(segment);
            if (helps(segment)) {
                rewrite(segment, live.getValue(), finished.get(segment));
                return;
            }
        }
    }

    /** Whether enough of a segment is as received, and the first of that get so much smaller, that it is worth writing all of it anew. */
    private boolean helps(int segment) throws StoreException, Stopped {
        long all = 0;
        long plain = 0;
        long tried = 0;
        long deflated = 0;
        List<BodyRow> rows = List.of();
        do {
            rows = tables.database().bodies(rows.isEmpty() ? 0 : rows.get(rows.size() - 1).id(), segment, ROWS);
            for (BodyRow row : rows) {
                all += row.stored();
                plain += row.form() == BodyForm.PLAIN ? row.stored() : 0;
                if (row.form() == BodyForm.PLAIN && tried < SAMPLE) {
                    tried += row.stored();
                    deflated += deflated(row);
                }
            }
        } while (rows.size() == ROWS);
        return tried > 0 && plain / tried * (tried - deflated) > all / WORTH;
    }

    private long deflated(BodyRow row) throws Stopped {
        long began = System.nanoTime();
        try {
            return read(row).octets().length;
        } catch (IOException e) {
            return row.stored(); // whoever has to read it will say so
        } finally {
            pace.rest(System.nanoTime() - began);
        }
    }

    /**
     * Writes anew what is alive in these segments, however much that is.
     *
     * @return those with a body that can't be read: they stay
     */
    Set<Integer> rewrite(Set<Integer> segments) throws IOException, StoreException, Stopped {
        NavigableMap<Integer, Long> finished = journal.finished();
        Map<Integer, Long> live = tables.database().segments();
        for (int segment : segments) {
            if (finished.containsKey(segment) && live.containsKey(segment)) {
                rewrite(segment, live.get(segment), finished.get(segment));
            }
        }
        return segments.stream().filter(damaged::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    private void rewrite(int segment, long live, long size) throws StoreException, Stopped {
        LOG.info("writing anew what is alive in segment {}: {} of {} octets", segment, live, size);
        long after = 0;
        List<BodyRow> rows;
        do {
            rows = tables.database().bodies(after, segment, ROWS);
            for (int from = 0; from < rows.size(); ) {
                long began = System.nanoTime();
                int to = from;
                long octets = 0;
                while (to < rows.size() && (to == from || octets + rows.get(to).stored() <= OCTETS)) {
                    octets += rows.get(to++).stored();
                }
                if (!move(rows.subList(from, to))) {
                    return;
                }
                from = to;
                pace.rest(System.nanoTime() - began);
            }
            after = rows.isEmpty() ? after : rows.get(rows.size() - 1).id();
        } while (rows.size() == ROWS);
    }

    private boolean move(List<BodyRow> rows) throws StoreException {
        var stored = new ArrayList<MoveBodies.Stored>();
        for (BodyRow row : rows) {
            try {
                stored.add(read(row));
            } catch (IOException e) {
                damaged.add(row.segment());
                LOG.error("segment {} has a body that can't be read, and is left as it is: {}; store verify tells more", row.segment(), e.toString());
                return false;
            }
        }
        writer.submit(new MoveBodies(stored));
        return true;
    }

    /** Its octets, compressed if they are not and that helps. */
    private MoveBodies.Stored read(BodyRow row) throws IOException {
        byte[] plain = octets(row, row.form(), row.length());
        if (checksum(plain) != row.checksum()) {
            throw new IOException("body " + row.id() + " is not what was stored");
        }
        if (row.form() != BodyForm.PLAIN) {
            byte[] same = octets(row, BodyForm.PLAIN, row.stored());
            return new MoveBodies.Stored(row, row.form(), same, checksum(same));
        }
        byte[] deflated = BodyForm.deflate(plain);
        return deflated == null ? new MoveBodies.Stored(row, BodyForm.PLAIN, plain, row.checksum())
            : new MoveBodies.Stored(row, BodyForm.BLOCKS, deflated, checksum(deflated));
    }

    private byte[] octets(BodyRow row, int form, long length) throws IOException {
        try (StoredBodies.Reader reader = bodies.stored().open(row.segment(), row.place(), form, length)) {
            var octets = new byte[Math.toIntExact(length)];
            reader.read(0, octets, 0, octets.length);
            return octets;
        }
    }

    private int checksum(byte[] octets) {
        CRC32C checksum = journal.key().checksum();
        checksum.update(octets, 0, octets.length);
        return (int) checksum.getValue();
    }

    /** Segments in which nothing is alive, with their sizes. */
    NavigableMap<Integer, Long> dead() throws IOException, StoreException {
        var dead = new TreeMap<>(journal.finished());
        dead.keySet().removeAll(live(dead).keySet());
        return dead;
    }

    /** How much of each segment is alive; nobody is asked while there is only one, which is written to. */
    private NavigableMap<Integer, Long> live(NavigableMap<Integer, Long> finished) throws StoreException {
        return finished.isEmpty() ? new TreeMap<>() : new TreeMap<>(tables.database().segments());
    }

    /** Removes segments that nobody needs any more. */
    void removeDead() throws IOException, StoreException {
        NavigableMap<Integer, Long> dead = dead();
        if (dead.isEmpty() || !awaitForced(journal.position())) {
            return;
        }
        for (int segment : dead.headMap(firstNeeded(), false).keySet()) {
            LOG.info("removing segment {}: nothing in it is needed any more", segment);
            bodies.removeSegment(segment);
        }
    }

    /** What took the last references away must not be lost. */
    boolean awaitForced(Position place) {
        for (int attempt = 0; attempt < ATTEMPTS && !journal.isForcedTo(place); attempt++) {
            LockSupport.parkNanos(SHORTLY);
        }
        return journal.isForcedTo(place);
    }

    /** The first segment that would have to be read after a crash, or after the loss of the tables and of one snapshot. */
    int firstNeeded() throws IOException {
        List<Snapshot> kept = snapshots.newestFirst();
        if (kept.size() < Snapshots.KEPT) {
            return 0;
        }
        int first = tables.writing().firstNeededSegment();
        for (Snapshot snapshot : kept) {
            first = Math.min(first, snapshot.header().firstSegment());
        }
        return first;
    }
}
