package posthouse.mailstore.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;

/**
 * The thread that looks after the space that the store takes: snapshots when they are due, {@link Compaction}, files that nothing
 * names any more. It works a fraction of the time; nobody waits for it.
 */
final class Space implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Space.class);
    /** It rests so many times as long as it worked. */
    private static final int REST = 3;
    /** The same for snapshots: all tables are read for one, and mostly soon after much mail has come, when more of it comes. */
    private static final int LONG_REST = 9;
    /** A snapshot is late when so many others would have become due while it is written; one is due after a few seconds of large mails. */
    private static final int LATE = 4;
    /** So long it works on a snapshot between two rests, nanoseconds. */
    private static final long STRETCH = 10_000_000;
    /** With one of so many looks, all large bodies are looked at: with the default, once an hour. */
    private static final long LOOKS = 360;
    private static final long PATIENCE = 10_000_000_000L;
    private static final long SHORTLY = 50_000_000;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final Journal journal;
    private final Tables tables;
    private final JournalBodies bodies;
    private final Snapshots snapshots;
    private final FreeSpace disk;
    private final Settings settings;
    private final Compaction compaction;
    private final Packing packing;
    private long lookedAtFiles = Long.MIN_VALUE;
    private final Writer writer;
    private final Thread thread = new Thread(this::run, "store-space");
    private final long started = System.currentTimeMillis();
    private final List<Long> unnamed = new ArrayList<>();
    /** Held by who looks after space now. */
    private final ReentrantLock work = new ReentrantLock();
    private volatile boolean hurry;
    private boolean closing;

    Space(Journal journal, Tables tables, JournalBodies bodies, Snapshots snapshots, FreeSpace disk, Writer writer, Settings settings) {
        this.journal = journal;
        this.tables = tables;
        this.bodies = bodies;
        this.snapshots = snapshots;
        this.disk = disk;
        this.settings = settings;
        this.writer = writer;
        this.compaction = new Compaction(journal, tables, bodies, snapshots, writer, this::rest);
        this.packing = new Packing(tables, bodies, journal.key(), writer, this::rest);
    }

    Compaction compaction() {
        return compaction;
    }

    Packing packing() {
        return packing;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Files whose last reference went, for good: the journal is forced. */
    synchronized void removeFiles(List<Long> numbers) {
        unnamed.addAll(numbers);
        notifyAll();
    }

    private void run() {
        Duration pause = settings.get(StoreKeys.SPACE_INTERVAL);
        while (await(Math.max(20, pause.toMillis()))) {
            try {
                work.lock();
                try {
                    keepSpare();
                    look();
                } finally {
                    work.unlock();
                }
                pause = settings.get(StoreKeys.SPACE_INTERVAL);
            } catch (Compaction.Stopped e) {
                break;
            } catch (StoreException | IOException | RuntimeException e) {
                if (!isClosing()) {
                    LOG.warn("space can't be won back now: {}", e.toString());
                }
                pause = AFTER_FAILURE;
            }
        }
        removeUnnamed();
    }

    /** @return whether to go on; files that nothing names go at once */
    private boolean await(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            removeUnnamed();
            synchronized (this) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (closing || left <= 0) {
                    return !closing;
                }
                if (unnamed.isEmpty()) {
                    waitFor(left);
                }
            }
        }
    }

    /** With the lock held. */
    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            LOG.error("the thread for space was interrupted; it goes on", e);
        }
    }

    private void removeUnnamed() {
        List<Long> files;
        synchronized (this) {
            files = List.copyOf(unnamed);
            unnamed.clear();
        }
        bodies.removeFiles(files);
    }

    /**
     * Wins back all that can be won, at once, and returns when that is done.
     *
     * @param below what is written anew: segments of which less than this many percent are alive
     */
    void winBack(long below) throws IOException, StoreException {
        work.lock();
        try {
            hurry = true;
            removeUnnamed();
            compaction.rewrite(below);
            long end = System.nanoTime() + PATIENCE;
            for (Position now = journal.position(); !compaction.dead().isEmpty() && System.nanoTime() < end; pause(SHORTLY)) {
                while (!compaction.dead().isEmpty() && !snapshotsReach(now)) {
                    takeSnapshot();
                }
                compaction.removeDead();
            }
        } catch (Compaction.Stopped e) {
            throw new Unavailable("the store is closing", e);
        } finally {
            hurry = false;
            work.unlock();
        }
    }

    /**
     * Erases accounts: their rows, and whatever of theirs stands in segments, body files, snapshots and the file of the tables.
     *
     * @return what has to stay for now, one line each
     */
    List<String> erase(Erasure erasure) throws IOException, StoreException {
        work.lock();
        try {
            hurry = true;
            erasure.look(tables.database());
            try {
                erasure.remove(writer);
            } finally {
                journal.finishSegment();
                writer.submit(view -> Decision.of(null, List.of()));
            }
            compaction.awaitForced(journal.position());
            Set<Integer> segments = erasure.segments(journal);
            LOG.info("segments {} have something of accounts that are erased", segments);
            Set<Integer> damaged = compaction.rewrite(segments);
            writer.submit(view -> Decision.of(null, List.of())); // behind it, files that nothing names are known
            removeUnnamed();
            for (Position now = journal.position(); !snapshotsReach(now); ) {
                takeSnapshot();
            }
            tables.replace(snapshots.newestFirst().get(0), writer);
            segments.removeAll(damaged);
            long end = System.nanoTime() + PATIENCE;
            while (!Collections.disjoint(compaction.dead().keySet(), segments) && System.nanoTime() < end) {
                compaction.removeDead();
                pause(SHORTLY);
            }
            return left(segments, damaged);
        } catch (Compaction.Stopped e) {
            throw new Unavailable("the store is closing", e);
        } finally {
            hurry = false;
            work.unlock();
        }
    }

    private List<String> left(Set<Integer> segments, Set<Integer> damaged) throws IOException {
        var left = new ArrayList<String>();
        damaged.forEach(s -> left.add(journal.file(s).getFileName() + " stays: it has a message that can't be read (store verify tells more)"));
        segments.retainAll(journal.finished().keySet());
        int files = bodies.stored().waiting();
        if (!segments.isEmpty() || files > 0) {
            left.add("files of mail stay until the sessions or the backup that read them end: " + Math.max(files, segments.size()));
        }
        return left;
    }

    private boolean snapshotsReach(Position place) throws IOException {
        List<Snapshot> kept = snapshots.newestFirst();
        return kept.size() == Snapshots.KEPT && kept.stream().allMatch(s -> s.header().position().batch() >= place.batch());
    }

    /** While there is space, for when there is none. */
    private void keepSpare() {
        if (disk.isLow()) {
            return;
        }
        try {
            journal.keepSpare();
        } catch (IOException e) {
            LOG.debug("nothing can be kept for a full disk: {}", e.toString());
        }
    }

    private void look() throws IOException, StoreException, Compaction.Stopped {
        compaction.rewrite(settings.get(StoreKeys.COMPACT_BELOW));
        if (isSnapshotDue()) {
            takeSnapshot();
        }
        compaction.removeDead();
        long days = settings.get(StoreKeys.COMPRESS_AFTER);
        if (days > 0 && !disk.isLow()) {
            long before = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(days);
            compaction.compress(before);
            if (lookedAtFiles == Long.MIN_VALUE || System.nanoTime() - lookedAtFiles >= LOOKS * settings.get(StoreKeys.SPACE_INTERVAL).toNanos()) {
                lookedAtFiles = System.nanoTime();
                packing.run(before);
            }
        }
    }

    private boolean isSnapshotDue() throws IOException, StoreException {
        List<Snapshot> kept = snapshots.newestFirst();
        Position last = kept.isEmpty() ? Position.START : kept.get(0).header().position();
        if (last.batch() == journal.position().batch()) {
            return false;
        }
        long most = settings.get(StoreKeys.SNAPSHOT_OCTETS);
        long age = System.currentTimeMillis() - (kept.isEmpty() ? started : kept.get(0).header().created());
        if (journal.octetsSince(last) >= most || age >= settings.get(StoreKeys.SNAPSHOT_INTERVAL).toMillis()) {
            return true;
        }
        long held = compaction.dead().tailMap(compaction.firstNeeded(), true).values().stream().mapToLong(size -> size).sum();
        return held > 0 && (held >= most / 2 || disk.isLow());
    }

    /** Writes a snapshot of all tables, beside all that goes on. */
    Snapshot takeSnapshot() throws IOException, Unavailable {
        long began = System.nanoTime();
        Snapshot taken = snapshots.take(to -> tables.database().snapshot(new Resting(to, journal.position())));
        LOG.info("{} is written, in {} ms", taken.file().getFileName(), (System.nanoTime() - began) / 1_000_000);
        return taken;
    }

    /** Rests, so that others have the disk and the writer. */
    private void rest(long worked) throws Compaction.Stopped {
        pause(hurry ? 0 : REST * worked);
    }

    private void pause(long nanos) throws Compaction.Stopped {
        long end = System.nanoTime() + nanos;
        synchronized (this) {
            while (!closing) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                waitFor(left);
            }
        }
        throw new Compaction.Stopped();
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    /** Ends what it does; what is left is done another time. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Uninterrupted.join(thread);
    }

    /**
     * A snapshot on its way to its file: rests longer than all else that is done here, unless it is late or the disk full; and is broken off when the
     * store closes.
     */
    private final class Resting extends FilterOutputStream {
        private final Position begun;
        private long since = System.nanoTime();

        Resting(OutputStream out, Position begun) {
            super(out);
            this.begun = begun;
        }

        private boolean isLate() throws IOException {
            return journal.octetsSince(begun) / LATE >= settings.get(StoreKeys.SNAPSHOT_OCTETS);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
            long worked = System.nanoTime() - since;
            if (worked >= STRETCH) {
                boolean late = disk.isLow() || isLate();
                try {
                    rest(late ? worked : worked * (LONG_REST / REST));
                } catch (Compaction.Stopped e) {
                    throw new IOException("the store is closing", e);
                }
                since = System.nanoTime();
            }
        }
    }
}
