package posthouse.mailstore.engine;

import java.io.IOException;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.Journal;

/**
 * When the journal is forced: for each batch before it is answered (sync), or within half a second (relaxed). In relaxed
 * durability no more than {@link #NUMBERS} numbers are told before they are on disk: after a crash as many are skipped.
 */
final class Forcing {
    static final long NUMBERS = 10_000;
    private static final long INTERVAL = 500;

    private final boolean relaxed;
    private long unforcedSince = Long.MIN_VALUE;
    private long numbers;

    Forcing(boolean relaxed) {
        this.relaxed = relaxed;
    }

    /** A batch is appended and about to be answered. */
    void written(Journal journal, Batch batch) throws IOException {
        numbers += batch.numbersUsed();
        if (!relaxed || numbers >= NUMBERS) {
            force(journal);
        } else if (unforcedSince == Long.MIN_VALUE) {
            unforcedSince = now();
        }
    }

    void forceIfDue(Journal journal) throws IOException {
        if (unforcedSince != Long.MIN_VALUE && patience() == 0) {
            force(journal);
        }
    }

    private void force(Journal journal) throws IOException {
        unforcedSince = Long.MIN_VALUE;
        numbers = 0;
        journal.force();
    }

    /** How many milliseconds the writer may wait for work. */
    long patience() {
        return unforcedSince == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(0, unforcedSince + INTERVAL - now());
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
