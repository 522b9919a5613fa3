package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.H2Database;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Retry;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;

/** The database of the running store; opened again should it fail. Changed by the writer's thread. */
final class Tables implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Tables.class);

    private final Path file;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Runnable whenBroken;
    private final Retry retry = new Retry();
    private volatile H2Database database;
    private volatile Successor successor;
    private Numbers numbers;

    /**
     * @param file of the database, without the suffix that H2 appends
     * @param whenBroken is run when a reader finds the database broken
     */
    Tables(Path file, Journal journal, Snapshots snapshots, Runnable whenBroken) throws IOException {
        Folders.create(file.getParent());
        this.file = file;
        this.journal = journal;
        this.snapshots = snapshots;
        this.whenBroken = whenBroken;
    }

    H2Database database() {
        return database;
    }

    Writing writing() {
        return database.writing();
    }

    /** The store's counters, as committed. */
    Numbers numbers() {
        return numbers;
    }

    void committed(Numbers next) {
        numbers = next;
    }

    void open() throws Unavailable, IOException {
        opened(new Opening(file, journal, snapshots, whenBroken).open());
    }

    /** Makes them anew, whatever is there. */
    void rebuild() throws Unavailable, IOException {
        opened(new Opening(file, journal, snapshots, whenBroken).openAnew());
    }

    private void opened(H2Database tables) throws Unavailable {
        database = tables;
        try {
            numbers = seeded(database.writing().numbers());
        } catch (DatabaseFailed e) {
            throw new Unavailable("the database " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    /** A new store's UIDVALIDITY begins with the time: a wiped data folder must not look like the old one. */
    private static Numbers seeded(Numbers numbers) {
        long now = System.currentTimeMillis() / 1000;
        return numbers.uidValidity() > 1 ? numbers : new Numbers(now, numbers.mailbox(), numbers.account(), numbers.body(), numbers.email());
    }

    /**
     * Closes what is left of a database that failed, and opens it again: then it is up to date with the journal.
     *
     * @return whether it could be opened; it is tried once a second at most
     */
    boolean reopen() {
        if (!retry.isDue()) {
            return false;
        }
        database.close();
        try {
            open();
            retry.reset();
            LOG.info("the database is open again");
            return true;
        } catch (Unavailable | IOException e) {
            retry.failed();
            LOG.error("the database can't be opened again yet: {}", e.getMessage());
            return false;
        }
    }

    /** A database that is to take the place of this one. */
    private record Successor(Opening opening, H2Database database) {
    }

    /**
     * Replaces the database by one that is made of a snapshot and what follows it, so that the file has nothing but what there is. The writer
     * waits for what follows alone; who reads the old one may finish.
     */
    void replace(Snapshot snapshot, Writer writer) throws IOException, StoreException {
        var opening = new Opening(file, journal, snapshots, whenBroken);
        var coming = new Successor(opening, opening.openBeside(snapshot));
        H2Database before = database;
        StoreException failure = null;
        successor = coming;
        try {
            while (successor == coming) {
                writer.submitWhenIdle((NamesCommand<Void>) view -> Decision.of(null, List.of()));
            }
        } catch (StoreException e) {
            failure = e;
            giveUp(coming);
        }
        if (database != coming.database) {
            coming.database.close();
            throw new Unavailable("the database can't be made anew now", failure);
        }
        before.closeWhenIdle();
        opening.takePlace();
    }

    private synchronized void giveUp(Successor coming) {
        if (successor == coming) {
            successor = null;
        }
    }

    /** Between two batches, when nothing is half applied: a database that was made anew takes over. With the publication lock held. */
    synchronized void succeed() {
        Successor coming = successor;
        if (coming == null) {
            return;
        }
        try {
            coming.opening.catchUpBeside();
            opened(coming.database);
        } catch (Unavailable | IOException e) {
            LOG.error("the database stays as it is: {}", e.getMessage());
        } finally {
            successor = null;
        }
    }

    boolean hasSuccessor() {
        return successor != null;
    }

    @Override
    public void close() {
        database.close();
        try {
            Opening.closed(file);
        } catch (IOException e) {
            LOG.warn("the database's file can't be forced: {}", e.toString());
        }
    }
}
