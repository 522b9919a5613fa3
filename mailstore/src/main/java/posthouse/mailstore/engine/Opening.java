package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.H2Database;
import posthouse.mailstore.jdbc.Database.CannotOpen;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.UnfinishedRow;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.BootMark;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.Replayed;
import posthouse.mailstore.snapshot.SnapshotHeader;
import posthouse.mailstore.snapshot.SnapshotReader;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;

/**
 * Opens the database and brings it up to date with the journal. One that can't be opened, is another store's, knows more than the
 * journal, does not take what follows in it, or was open when the machine went down, is moved aside and made anew from a snapshot and the
 * journal.
 */
final class Opening {
    private static final Logger LOG = LogManager.getLogger(Opening.class);
    private static final String ASIDE = ".aside-";
    private static final String AS_ASKED = "is given up, as was asked for";
    private static final String OWN = "\\.[a-z.]+";
    /** So many databases that were given up are kept. */
    private static final int MOST_ASIDE = 3;

    private final Path file;
    private final Path folder;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Runnable whenBroken;
    private final BootMark mark;
    private H2Database database;
    private Path beside;

    /** @param file of the database, without the suffix that H2 appends */
    Opening(Path file, Journal journal, Snapshots snapshots, Runnable whenBroken) {
        this.file = file;
        this.folder = file.getParent();
        this.journal = journal;
        this.snapshots = snapshots;
        this.whenBroken = whenBroken;
        this.mark = mark(file);
    }

    private static BootMark mark(Path file) {
        return new BootMark(file.resolveSibling("boot"));
    }

    private static Path onDisk(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }

    /** This database was closed in order: it may be opened again whatever happens to the machine. */
    static void closed(Path file) throws IOException {
        mark(file).closed(onDisk(file));
    }

    /** Opens it as it is, if it can be used. */
    H2Database open() throws Unavailable, IOException {
        return open(false);
    }

    /** Makes it anew, whatever is there. */
    H2Database openAnew() throws Unavailable, IOException {
        return open(true);
    }

    private H2Database open(boolean anew) throws Unavailable, IOException {
        try {
            Optional<String> fault = anew ? Optional.of(AS_ASKED) : fault();
            if (fault.isPresent()) {
                close();
                requireJournal();
                replace(fault.get());
            }
            return database;
        } catch (CannotOpen | DatabaseFailed e) {
            close();
            throw new Unavailable("the database " + file + " can't be used: " + e.getMessage(), e);
        } catch (IOException | Unavailable | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** If there can be no new one, the one that was there stays: it may still be of use. */
    private void replace(String fault) throws CannotOpen, DatabaseFailed, IOException {
        Map<Path, Path> aside = moveAside(fault);
        try {
            rebuild();
        } catch (CannotOpen | DatabaseFailed | IOException | RuntimeException e) {
            close();
            removeHalfMade();
            for (Map.Entry<Path, Path> each : aside.entrySet()) {
                Files.move(each.getValue(), each.getKey());
            }
            throw e;
        }
        removeOlder();
    }

    /** Another database beside this one, of the newest snapshot: it does not follow the journal yet. */
    H2Database openBeside(Snapshot snapshot) throws Unavailable, IOException {
        removeOthers();
        beside = file.resolveSibling(file.getFileName() + "-" + System.currentTimeMillis()); // H2 knows an open one by its name
        try (SnapshotReader reader = snapshot.open()) {
            database = H2Database.open(beside, whenBroken, reader);
            database.writing().saveNow(); // now, when nobody waits for it
            return database;
        } catch (CannotOpen | DatabaseFailed e) {
            close();
            throw new Unavailable("no database can be made from " + snapshot.file() + ": " + e.getMessage(), e);
        }
    }

    /** Brings the one beside up to date with the journal, to which nothing is written meanwhile. */
    void catchUpBeside() throws Unavailable, IOException {
        try {
            finish();
            replay();
            database.writing().saveNow(); // it takes the place of one that is saved
        } catch (DatabaseFailed e) {
            throw new Unavailable("the database that was made anew does not take what follows in the journal: " + e.getMessage(), e);
        }
    }

    /** The one that was beside takes the place of the one that was, which is closed; nothing else stays there. */
    void takePlace() throws IOException {
        Files.move(onDisk(beside), onDisk(file), StandardCopyOption.REPLACE_EXISTING);
        removeOthers();
    }

    /** What is left of databases that were given up. */
    private void removeOthers() throws IOException {
        for (Path each : files("(-\\d+\\.mv\\.db|\\..*" + ASIDE + ".*)")) {
            Files.delete(each);
        }
    }

    private void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Opens it and brings it up to date; what is wrong with it if it can't be used as it is. */
    private Optional<String> fault() throws CannotOpen, IOException, Unavailable, DatabaseFailed {
        if (!Files.exists(onDisk(file))) {
            return Optional.of("is missing");
        } else if (!mark.isWhole()) {
            return Optional.of("was open when the machine went down, and may have lost anything");
        }
        try {
            mark.opening();
            database = H2Database.open(file, whenBroken);
        } catch (CannotOpen e) {
            if (e.isNewer()) {
                throw e;
            }
            return Optional.of("can't be opened (" + e.getMessage() + ")");
        }
        Optional<String> fault = faultOfTables();
        return fault.isPresent() ? fault : catchUp();
    }

    private Optional<String> faultOfTables() throws IOException, Unavailable, DatabaseFailed {
        Writing tables = database.writing();
        if (tables.key().isEmpty() && (!tables.isEmpty() || !journal.isNew())) {
            return Optional.of("is half made");
        } else if (tables.key().isEmpty()) {
            tables.begin(journal.key());
        }
        Position position = tables.position();
        if (journal.isNew() && !position.equals(Position.START)) {
            throw new Unavailable("the journal of the database " + file + " is gone: nothing is made from that");
        } else if (!tables.key().get().equals(journal.key())) {
            return Optional.of("belongs to another journal");
        } else if (!journal.reaches(position)) {
            return Optional.of("is ahead of the journal, which has no batch " + position.batch() + " that ends at offset " + position.offset() + " of "
                + journal.file(position.segment()).getFileName());
        } else if (!position.equals(Position.START) && !journal.hasFrom(tables.firstNeededSegment())) {
            return Optional.of("is older than what is left of the journal");
        }
        return Optional.empty();
    }

    private void openNew() throws CannotOpen, DatabaseFailed, IOException {
        mark.opening();
        database = H2Database.open(file, whenBroken);
        database.writing().begin(journal.key());
    }

    /** Before the database is given up: that what it is to be made from is there. */
    private void requireJournal() throws IOException {
        List<SnapshotHeader> found = snapshots.newestFirst().stream().map(Snapshot::header).filter(s -> s.key().equals(journal.key())).toList();
        for (SnapshotHeader snapshot : found) {
            if (journal.reaches(snapshot.position())) {
                journal.requireFrom(snapshot.firstSegment());
                return;
            }
        }
        for (SnapshotHeader snapshot : found) {
            journal.require(List.of(snapshot.position().segment())); // a better reason than that the first is missing
        }
        journal.requireAll();
    }

    /** From the newest snapshot that is of use, or else from the journal's beginning. */
    private void rebuild() throws CannotOpen, DatabaseFailed, IOException {
        for (Snapshot snapshot : snapshots.newestFirst()) {
            if (openFrom(snapshot)) {
                LOG.info("the database is made from {} and what follows it in the journal", snapshot.file());
                finish();
                replay();
                return;
            }
        }
        openNew();
        replay();
    }

    private boolean openFrom(Snapshot snapshot) throws IOException {
        if (!snapshot.header().key().equals(journal.key()) || !journal.reaches(snapshot.header().position())) {
            LOG.error("{} does not belong to the journal", snapshot.file());
            return false;
        }
        mark.opening();
        try (SnapshotReader reader = snapshot.open()) {
            database = H2Database.open(file, whenBroken, reader);
            return true;
        } catch (CannotOpen e) {
            LOG.error("no database can be made from {}: {}", snapshot.file(), e.getMessage());
            removeHalfMade();
            return false;
        }
    }

    /**
     * Keeps what is there now, should someone want to know what became of it, and tells why.
     *
     * @return which file is where
     */
    private Map<Path, Path> moveAside(String fault) throws IOException {
        String suffix = ASIDE + LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        var aside = new TreeMap<Path, Path>();
        for (Path each : files(OWN)) {
            aside.put(each, Files.move(each, each.resolveSibling(each.getFileName() + suffix)));
        }
        if (!aside.isEmpty() || !fault.equals(AS_ASKED) && !journal.isNew()) {
            LOG.error("the database {}; it is made anew{}", fault, aside.isEmpty() ? "" : ", and what was there is kept in " + aside.values());
        }
        return aside;
    }

    private void removeHalfMade() throws IOException {
        for (Path each : files(OWN)) {
            Files.delete(each);
        }
    }

    /** Of databases that were given up only the last are kept. */
    private void removeOlder() throws IOException {
        List<Path> kept = files("\\.mv\\.db" + ASIDE + ".*");
        for (Path old : kept.subList(0, Math.max(0, kept.size() - MOST_ASIDE))) {
            Files.delete(old);
        }
    }

    /** Files of the database, by what their names have behind its own; sorted by name. */
    private List<Path> files(String pattern) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(Pattern.quote(file.getFileName().toString()) + pattern)).sorted().toList();
        }
    }

    private Optional<String> catchUp() throws IOException {
        try {
            finish();
            replay();
            return Optional.empty();
        } catch (DatabaseFailed e) {
            return Optional.of("does not take what follows in the journal (" + e.getMessage() + ")");
        }
    }

    /** Mutations of many rows that were under way. */
    private void finish() throws IOException, DatabaseFailed {
        Writing tables = database.writing();
        for (UnfinishedRow row : tables.unfinished()) {
            Replayed record = journal.read(row.segment(), row.start());
            List<Mutation> pieces = record.mutation().pieces();
            tables.apply(pieces.subList(row.pieces(), pieces.size()), record.place());
            tables.finished(record.place());
            tables.commit();
        }
    }

    private void replay() throws DatabaseFailed, IOException {
        Writing tables = database.writing();
        var numbers = new Numbers[] {tables.numbers()};
        journal.replay(tables.position(), (mutations, end) -> {
            for (Replayed each : mutations) {
                tables.apply(each.mutation(), each.place());
                numbers[0] = numbers[0].after(each.mutation());
            }
            tables.commit(end, numbers[0]);
            if (tables.saveDue() == 0) {
                tables.save();
            }
        });
    }
}
