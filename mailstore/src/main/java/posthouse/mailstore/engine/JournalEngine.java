package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.StoreKey;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.snapshot.Snapshots;

/** A journal in the data folder, and a database beside it that follows. */
final class JournalEngine implements Engine {
    private static final Logger LOG = LogManager.getLogger(JournalEngine.class);

    private static final String H2_FILE = "jdbc:h2:file:";

    private final Path folder;
    private final Settings settings;
    private final boolean relaxed;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Tables tables;
    private final BodyFiles files;
    private final JournalBodies bodies;
    private final Locks locks = new LocalLocks();
    private final ListFiles lists;
    private volatile Writer writer;
    private volatile Space space;
    private FreeSpace disk;
    private Publishing publishing;
    private Recents recents;
    /** Else the next start must know that this one was none. */
    private boolean inOrder;

    /** @param rebuild whether the tables are made anew, whatever state they are in */
    JournalEngine(Path folder, Settings settings, Journal.Probe probe, boolean rebuild) throws IOException, StoreException {
        FolderSource.requireHere(folder);
        this.folder = folder;
        this.settings = settings;
        relaxed = settings.get(StoreKeys.DURABILITY).equals("relaxed");
        Path journalFolder = folder.resolve("journal");
        journal = Journal.open(journalFolder, relaxed, settings.get(StoreKeys.SEGMENT_SIZE), probe);
        snapshots = new Snapshots(folder.resolve("snapshots"));
        tables = new Tables(tablesFile(folder, settings), journal, snapshots, this::heal);
        if (rebuild) {
            tables.rebuild();
        } else {
            tables.open();
        }
        try {
            journal.require(tables.database().segments().keySet());
            files = new BodyFiles(folder.resolve("bodies"));
            removeUnnamed();
            start();
            lists = ListFiles.in(folder.resolve("lists"), journal.key(), !rebuild && !journal.mayHaveLost());
            bodies = new JournalBodies(new StoredBodies(journalFolder, files), files);
            files.prepare();
        } catch (IOException | StoreException | RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    /** @throws Unavailable if {@code store.url} is of another kind */
    private static Path tablesFile(Path folder, Settings settings) throws Unavailable {
        String url = settings.find(StoreKeys.URL).orElse("");
        if (url.isEmpty()) {
            return folder.resolve("database").resolve("store");
        }
        if (!url.startsWith(H2_FILE) || url.length() == H2_FILE.length() || url.indexOf(';') >= 0) {
            throw new Unavailable("store.url: " + url + " is neither of the form " + H2_FILE + "PATH nor " + PostgresServer.URL_PREFIX + "//HOST/DATABASE");
        }
        return Path.of(url.substring(H2_FILE.length())).toAbsolutePath().normalize();
    }

    private void removeUnnamed() throws IOException, Unavailable {
        if (!journal.wasClosed() || !files.wasClosed()) {
            Set<Long> named = tables.database().bodyFiles();
            int removed = files.removeUnless(named::contains);
            if (removed > 0) {
                LOG.info("removed {} files that belong to no message: made ahead, or of mail that was never acknowledged", removed);
            }
        }
    }

    /** On a full disk what is there can be read all the same. */
    private void start() throws IOException {
        try {
            journal.start();
        } catch (IOException e) {
            if (!FreeSpace.isFull(e)) {
                throw e;
            }
            LOG.error("the disk is full: nothing can be stored until there is space");
        }
    }

    Space space() {
        return space;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public StoreCare care(OpenStore store) {
        return new JournalCare(folder, () -> new Verification(journal, tables, bodies.stored(), files, snapshots), space,
            new Backup(folder, journal, tables, bodies.stored(), files), store);
    }

    @Override
    public List<String> erase(Erasure erasure) throws StoreException {
        try {
            List<String> left = space.erase(erasure);
            lists.removeAll();
            return left;
        } catch (IOException e) {
            throw new Unavailable("not all of it is erased: " + e.getMessage(), e);
        }
    }

    private void removeFiles(List<Long> numbers) {
        Space running = space;
        if (running != null) {
            running.removeFiles(numbers);
        } else {
            bodies.removeFiles(numbers); // what was replayed
        }
    }

    @Override
    public StoreKey key() {
        return journal.key();
    }

    @Override
    public Database database() {
        return tables.database();
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    @Override
    public LargeBodies largeBodies() {
        return bodies;
    }

    @Override
    public Locks locks() {
        return locks;
    }

    @Override
    public ListFiles lists() {
        return lists;
    }

    @Override
    public Batches batches(Publishing published, Recents claimed, FreeSpace free) {
        disk = free;
        publishing = published;
        recents = claimed;
        return new JournalBatches(journal, tables, published, claimed, new Forcing(relaxed), free, this::removeFiles);
    }

    @Override
    public void started(Writer running) throws StoreException {
        writer = running;
        if (journal.mayHaveLost()) { // if that fails nothing may be written: so does the start
            running.submit((NamesCommand<Void>) view -> Decision.of(null, new MailboxChange.SkipNumbers(Forcing.NUMBERS)));
            publishing.memory().dropAll();
        }
        inOrder = true;
        space = new Space(journal, tables, bodies, snapshots, disk, running, settings);
        space.start();
    }

    /** A reader found the database broken. */
    private void heal() {
        Writer running = writer;
        if (running != null) {
            running.heal();
        }
    }

    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
        files.close(); // before the journal says that all is in order
        if (inOrder) {
            closeJournal();
        }
        tables.close();
        bodies.close();
    }

    private void closeJournal() {
        try {
            recents.save(tables.database().writing());
            tables.database().writing().commit();
        } catch (DatabaseFailed e) {
            LOG.warn("the database can't be closed in order: {}", e.toString());
        }
        try {
            journal.close();
        } catch (IOException e) {
            LOG.error("the journal can't be closed in order", e);
        }
    }
}
