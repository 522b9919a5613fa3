package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.JournalDamaged;
import posthouse.mailstore.journal.StoredBodies;

/** The store of one data folder: a journal, its database, and the thread that writes both. */
public final class LocalStore implements MailStore {
    private static final Logger LOG = LogManager.getLogger(LocalStore.class);

    private final DataFolder data;
    private final Journal journal;
    private final Tables tables;
    private final StoredBodies bodies;
    private final Spool spool;
    private final FreeSpace space;
    private final MessageIds ids;
    private final Memory memory;
    private final Accounts accounts;
    private final Watchers watchers = new Watchers();
    private final Recents recents = new Recents();
    private volatile Writer writer;
    private final StoredDirectory directory;
    private boolean closed;

    private LocalStore(DataFolder data, Settings settings, FreeSpace.Gauge gauge, Journal.Probe probe) throws IOException, StoreException {
        this.data = data;
        Path folder = data.path();
        boolean relaxed = settings.get(StoreKeys.DURABILITY).equals("relaxed");
        Path journalFolder = folder.resolve("journal");
        journal = Journal.open(journalFolder, relaxed, probe);
        tables = new Tables(folder.resolve("database"), journal, this::heal);
        tables.open();
        try {
            var files = new BodyFiles(folder.resolve("bodies"));
            removeUnnamed(files);
            start();
            bodies = new StoredBodies(journalFolder, files);
            space = new FreeSpace(gauge, settings.get(StoreKeys.RESERVE));
            spool = new Spool(folder.resolve("spool"), space, files, journal.key());
            ids = new MessageIds(journal.key());
            memory = new Memory(tables::database);
            accounts = new Accounts(tables.database().directory());
            writer = new Writer(new Batches(journal, tables, memory, accounts, watchers, recents, new Forcing(relaxed), space));
            directory = new StoredDirectory(writer, accounts, settings.find(CommonKeys.DEFAULT_DOMAIN), journal.key());
            writer.start();
            if (journal.mayHaveLost()) { // if that fails nothing may be written: so does the start
                writer.submit((NamesCommand<Void>) view -> Decision.of(null, new Change.SkipNumbers(Forcing.NUMBERS)));
                memory.dropAll();
            }
        } catch (IOException | StoreException | RuntimeException e) {
            if (writer != null) {
                writer.close();
            }
            tables.close();
            throw e;
        }
    }

    /** See {@link MailStore#open}. */
    public static MailStore open(Path dataFolder, Settings settings) throws Unavailable {
        return open(dataFolder, settings, Optional.empty(), Journal.Probe.NONE);
    }

    /** @param gauge how much of the disk is free, if the disk is not to be asked */
    static LocalStore open(Path dataFolder, Settings settings, Optional<FreeSpace.Gauge> gauge, Journal.Probe probe) throws Unavailable {
        Optional<String> url = settings.find(StoreKeys.URL);
        if (url.isPresent() && !url.get().isEmpty()) {
            throw new Unavailable("store.url: only the database in the data folder can be used in this version; leave it out");
        }
        DataFolder folder = DataFolder.take(dataFolder);
        try {
            return new LocalStore(folder, settings, gauge.isPresent() ? gauge.get() : FreeSpace.of(folder.path()), probe);
        } catch (JournalDamaged e) {
            folder.close();
            throw new Unavailable(e.getMessage(), e);
        } catch (IOException e) {
            folder.close();
            throw folder.unusable(e);
        } catch (StoreException e) {
            folder.close();
            throw e instanceof Unavailable unavailable ? unavailable : new Unavailable(e.getMessage(), e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
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

    private void removeUnnamed(BodyFiles files) throws IOException, Unavailable {
        if (!journal.wasClosed()) {
            Set<Long> named = tables.database().bodyFiles();
            int removed = files.removeUnless(named::contains);
            if (removed > 0) {
                LOG.info("removed {} files of messages that were never stored", removed);
            }
        }
    }

    /** A reader found the database broken. */
    private void heal() {
        Writer running = writer;
        if (running != null) {
            running.heal();
        }
    }

    Memory memory() {
        return memory;
    }

    Accounts accounts() {
        return accounts;
    }

    Database database() {
        return tables.database();
    }

    StoredBodies bodies() {
        return bodies;
    }

    MessageIds ids() {
        return ids;
    }

    Recents recents() {
        return recents;
    }

    Watchers watchers() {
        return watchers;
    }

    <R> R submit(Command<R> command) throws StoreException {
        return writer.submit(command);
    }

    /** Like {@link #submit}, for a command that brings messages. */
    <R> R submitNew(Command<R> command, List<Spooled> messages, Predicate<R> stored) throws StoreException {
        long inRecord = 0;
        for (Spooled message : messages) {
            boolean ownFile = inRecord + message.size() > Spooled.IN_ONE_RECORD;
            message.settle(ownFile);
            inRecord += message.fileNumber() == 0 ? message.size() : 0;
        }
        space.checkFor(inRecord);
        R answer;
        try {
            answer = writer.submit(command);
        } catch (OutcomeUnknown e) {
            messages.forEach(Spooled::stored);
            throw e;
        }
        if (stored.test(answer)) {
            messages.forEach(Spooled::stored);
        }
        return answer;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Mailboxes mailboxes(long accountId) {
        return new StoredMailboxes(this, accountId);
    }

    @Override
    public Optional<Mailbox> mailbox(long mailboxId) {
        try {
            Optional<MailboxRow> row = tables.database().mailbox(mailboxId);
            return row.map(m -> new StoredMailbox(this, m.account(), m.id(), m.uidValidity()));
        } catch (Unavailable e) {
            throw new StoreDown(e);
        }
    }

    @Override
    public boolean hasRoom(long accountId, long octets) throws StoreException {
        try {
            accounts.checkQuota(accountId, memory.account(accountId).usage(), octets, 1);
            return true;
        } catch (OverQuota e) {
            return false;
        }
    }

    @Override
    public Incoming incoming() throws StoreException {
        return spool.begin();
    }

    @Override
    public List<Delivered> deliver(Incoming message, List<LocalCopy> copies, boolean partial) throws StoreException {
        var command = new Deliver((Spooled) message, List.copyOf(copies), partial, System.currentTimeMillis());
        return submitNew(command, List.of((Spooled) message), results -> results.stream().anyMatch(Delivered::stored));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
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
        tables.close();
        bodies.close();
        watchers.close();
        data.close();
    }
}
