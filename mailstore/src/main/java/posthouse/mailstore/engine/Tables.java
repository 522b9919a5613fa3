package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.Database.CannotOpen;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.Replayed;

/**
 * The database of the running store, brought up to date with the journal whenever it is opened. One that can't be opened, is
 * another store's or knows more than the journal is moved aside and made anew from the journal.
 */
final class Tables implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Tables.class);
    private static final String NAME = "store";

    private final Path folder;
    private final Runnable whenBroken;
    private volatile Database database;

    /** @param whenBroken is run when a reader finds the database broken */
    Tables(Path folder, Runnable whenBroken) throws IOException {
        this.whenBroken = whenBroken;
        this.folder = Folders.create(folder);
    }

    Database database() {
        return database;
    }

    /** Opens the database and replays what it lacks; returns the counters it has then. */
    Numbers open(Journal journal) throws Unavailable, IOException {
        try {
            if (openExisting(journal)) {
                try {
                    return seeded(replay(journal));
                } catch (DatabaseFailed e) {
                    LOG.error("the database does not take what follows in the journal; it is made anew", e);
                    close();
                }
            }
            moveAside();
            openNew(journal);
            return seeded(replay(journal));
        } catch (CannotOpen e) {
            throw new Unavailable("the database in " + folder + " can't be opened: " + e.getMessage(), e);
        } catch (DatabaseFailed e) {
            throw new Unavailable("the database in " + folder + " can't be used: " + e.getMessage(), e);
        }
    }

    /** Closes what is left of a database that failed, and opens it again. */
    Numbers reopen(Journal journal) throws Unavailable {
        close();
        try {
            return open(journal);
        } catch (IOException e) {
            throw new Unavailable("the journal can't be read: " + e.getMessage(), e);
        }
    }

    /** @return whether the database can be used as it is */
    private boolean openExisting(Journal journal) throws CannotOpen, IOException, Unavailable, DatabaseFailed {
        if (!Files.exists(folder.resolve(NAME + ".mv.db"))) {
            openNew(journal);
            return true;
        }
        Database found;
        try {
            found = Database.open(folder.resolve(NAME), whenBroken);
        } catch (CannotOpen e) {
            if (e.isNewer()) {
                throw e;
            }
            LOG.error("the database can't be opened ({}); it is made anew from the journal", e.getMessage());
            return false;
        }
        database = found;
        Writing tables = found.writing();
        if (tables.key().isEmpty()) {
            tables.begin(journal.key());
        }
        Position position = tables.position();
        if (journal.isNew() && !position.equals(Position.START)) {
            close();
            throw new Unavailable("the journal of the database in " + folder + " is gone: nothing is made from that");
        }
        if (tables.key().get().equals(journal.key()) && journal.reaches(position)) {
            return true;
        }
        LOG.error("the database does not follow from the journal; it is made anew");
        close();
        return false;
    }

    private void openNew(Journal journal) throws CannotOpen, DatabaseFailed {
        database = Database.open(folder.resolve(NAME), whenBroken);
        database.writing().begin(journal.key());
    }

    private void moveAside() throws IOException {
        String suffix = ".aside-" + LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(NAME + "\\.[a-z.]+")).toList()) {
                Path aside = file.resolveSibling(file.getFileName() + suffix);
                Files.move(file, aside);
                LOG.warn("{} was moved to {}", file, aside);
            }
        }
    }

    /** A new store's UIDVALIDITY begins with the time: a wiped data folder must not look like the old one. */
    private static Numbers seeded(Numbers numbers) {
        long now = System.currentTimeMillis() / 1000;
        return numbers.uidValidity() > 1 ? numbers : new Numbers(now, numbers.mailbox(), numbers.account(), numbers.body(), numbers.email());
    }

    private Numbers replay(Journal journal) throws DatabaseFailed, IOException {
        Writing tables = database.writing();
        var numbers = new Numbers[] {tables.numbers()};
        journal.replay(tables.position(), (mutations, end) -> {
            for (Replayed each : mutations) {
                tables.apply(each.mutation(), each.place());
                numbers[0] = numbers[0].after(each.mutation());
            }
            tables.commit(end, numbers[0]);
        });
        return numbers[0];
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
