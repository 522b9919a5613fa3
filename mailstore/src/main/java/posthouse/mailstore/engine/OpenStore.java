package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import posthouse.common.address.Domain;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.mailstore.AccessKeys;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.PolicyCache;
import posthouse.mailstore.Removed;
import posthouse.mailstore.SessionLock;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.TlsResults;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.JournalDamaged;

/** A store that is open: what all its sessions share, on whatever engine it stands, and the thread that changes it. */
public final class OpenStore implements MailStore {

    private final StoredAnnotations annotations = new StoredAnnotations(this);
    private final DataFolder data;
    private final Engine engine;
    private final Spool spool;
    private final FreeSpace space;
    private final MessageIds ids;
    private final Memory memory;
    private final Accounts accounts;
    private final Watchers watchers = new Watchers();
    private final Recents recents = new Recents();
    private final Writer writer;
    private final StoredPolicies policies = new StoredPolicies(this);
    private final StoredDirectory directory;
    private final long maxMailboxes;
    private final StoredQueue queue = new StoredQueue(this);
    private final Undelete undelete;
    private final Expiry expiry;
    private final QuotaWarnings warnings;
    private final JourneyFiles journeys;
    private final Room.Held held = new Room.Held() {
        @Override
        public AccountState.Usage account(long id) throws Unavailable {
            return memory.account(id).usage();
        }

        @Override
        public AccountState.Usage domain(Domain domain) throws Unavailable {
            return memory.usages().domain(domain);
        }
    };
    private boolean closed;

    private OpenStore(DataFolder data, Engine engine, Settings settings, FreeSpace space) throws IOException, StoreException {
        this.data = data;
        this.engine = engine;
        this.space = space;
        this.maxMailboxes = settings.get(StoreKeys.MAX_MAILBOXES);
        this.undelete = new Undelete(settings.get(StoreKeys.UNDELETE));
        this.expiry = new Expiry(this, undelete, settings.get(StoreKeys.REMEMBER_EXPUNGED));
        spool = new Spool(data.path().resolve("spool"), space, engine.largeBodies(), engine.key());
        ids = new MessageIds(engine.key());
        journeys = new JourneyFiles(data.path(), settings.get(StoreKeys.JOURNEYS));
        memory = new Memory(engine::database, engine.lists());
        accounts = new Accounts(engine.database().directory());
        warnings = new QuotaWarnings(this, settings.get(StoreKeys.QUOTA_WARNING), settings.get(StoreKeys.QUOTA_LANGUAGE));
        writer = new Writer(engine.batches(new Publishing(memory, accounts, watchers, warnings, annotations), recents, space));
        directory = new StoredDirectory(writer, memory, accounts, settings.find(CommonKeys.DEFAULT_DOMAIN), engine, undelete,
            settings.get(StoreKeys.SUB_ADDRESSING));
        writer.start();
        try {
            engine.started(writer);
            expiry.start();
            engine.lists().start(memory, engine::database);
        } catch (StoreException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** See {@link MailStore#open}. */
    public static MailStore open(Path dataFolder, Settings settings) throws Unavailable {
        return open(dataFolder, settings, Optional.empty(), Journal.Probe.NONE);
    }

    /** @param gauge how much of the disk is free, if the disk is not to be asked */
    static OpenStore open(Path dataFolder, Settings settings, Optional<FreeSpace.Gauge> gauge, Journal.Probe probe) throws Unavailable {
        return open(dataFolder, settings, gauge, probe, false);
    }

    /** See {@link MailStore#rebuild}. */
    public static void rebuild(Path dataFolder, Settings settings) throws Unavailable {
        open(dataFolder, settings, Optional.empty(), Journal.Probe.NONE, true).close();
    }

    /** See {@link MailStore#restore}. */
    public static void restore(Path backup, Path dataFolder, Settings settings) throws Unavailable {
        WholeRestore.run(backup.toAbsolutePath().normalize(), dataFolder, settings);
    }

    /** See {@link MailStore#verifyBackup}. */
    public static StoreCare.Findings verifyBackup(Path backup) throws StoreException {
        return OpenBackup.verify(backup.toAbsolutePath().normalize());
    }

    /** @param rebuild whether the tables are made anew */
    static OpenStore open(Path dataFolder, Settings settings, Optional<FreeSpace.Gauge> gauge, Journal.Probe probe, boolean rebuild)
        throws Unavailable {
        DataFolder folder = DataFolder.take(dataFolder);
        try {
            long reserve = settings.get(StoreKeys.RESERVE);
            var space = new FreeSpace(gauge.isPresent() ? gauge.get() : FreeSpace.of(folder.path(), reserve), reserve);
            return on(engine(folder.path(), settings, probe, rebuild), folder, settings, space);
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

    /** The one that {@code store.url} names. */
    private static Engine engine(Path folder, Settings settings, Journal.Probe probe, boolean rebuild) throws IOException, StoreException {
        String url = settings.find(StoreKeys.URL).orElse("");
        if (!url.startsWith(PostgresServer.URL_PREFIX)) {
            return new JournalEngine(folder, settings, probe, rebuild);
        } else if (rebuild) {
            throw new Unavailable("a PostgreSQL is the store itself: there is nothing to make its tables of");
        }
        return new PostgresEngine(new PostgresServer(url, settings.get(StoreKeys.DURABILITY).equals("relaxed")),
            settings.get(StoreKeys.LARGE_CHANGE).intValue(), settings.get(StoreKeys.RESERVE));
    }

    private static OpenStore on(Engine engine, DataFolder folder, Settings settings, FreeSpace space) throws IOException, StoreException {
        try {
            return new OpenStore(folder, engine, settings, space);
        } catch (IOException | StoreException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    Engine engine() {
        return engine;
    }

    @Override
    public Optional<SessionLock> lockMaildrop(long accountId) throws StoreException {
        Locks locks = engine.locks();
        String name = "maildrop " + accountId;
        return locks.take(name) ? Optional.of(new HeldLock(locks, name)) : Optional.empty();
    }

    Memory memory() {
        return memory;
    }

    Accounts accounts() {
        return accounts;
    }

    Database database() {
        return engine.database();
    }

    Bodies bodies() {
        return engine.bodies();
    }

    MessageIds ids() {
        return ids;
    }

    Recents recents() {
        return recents;
    }

    Undelete undelete() {
        return undelete;
    }

    Expiry expiry() {
        return expiry;
    }

    long maxMailboxes() {
        return maxMailboxes;
    }

    Watchers watchers() {
        return watchers;
    }

    <R> R submit(Command<R> command) throws StoreException {
        return writer.submit(command);
    }

    /** @throws OutOfSpace if the disk has no room for so many octets */
    void checkSpace(long octets) throws OutOfSpace {
        space.checkFor(octets);
    }

    <R> R submitWhenIdle(Command<R> command) throws StoreException {
        return writer.submitWhenIdle(command);
    }

    /** Like {@link #submit}, for a command that brings messages. */
    <R> R submitNew(Command<R> command, List<Spooled> messages, Predicate<R> stored) throws StoreException {
        settle(messages);
        return noted(() -> writer.submit(command), messages, stored);
    }

    /** The same without a thread that waits. @param executor where the stage completes */
    private <R> CompletionStage<R> submitNew(Command<R> command, List<Spooled> messages, Predicate<R> stored, Executor executor) throws StoreException {
        settle(messages);
        var outcome = new CompletableFuture<R>();
        writer.add(new Task<>(command, done -> executor.execute(() -> {
            try {
                outcome.complete(noted(done::await, messages, stored));
            } catch (Throwable e) { // or the client would wait for ever
                outcome.completeExceptionally(e);
            }
        })));
        return outcome;
    }

    private void settle(List<Spooled> messages) throws StoreException {
        long inRecord = 0;
        for (Spooled message : messages) {
            boolean ownFile = inRecord + message.size() > Spooled.IN_ONE_RECORD;
            message.settle(ownFile);
            inRecord += message.fileNumber() == 0 ? message.size() : 0;
        }
        if (!messages.isEmpty()) {
            space.checkFor(inRecord);
        }
    }

    private interface Outcome<R> {
        R await() throws StoreException;
    }

    /** What is stored, or may be, belongs to the store from then on. */
    private static <R> R noted(Outcome<R> outcome, List<Spooled> messages, Predicate<R> stored) throws StoreException {
        R answer;
        try {
            answer = outcome.await();
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
    public StoreCare care() {
        return engine.care(this);
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Removed removed() {
        return new StoredRemoved(this);
    }

    @Override
    public Mailboxes mailboxes(long accountId) {
        return new StoredMailboxes(this, accountId);
    }

    @Override
    public Annotations annotations() {
        return annotations;
    }

    @Override
    public AccessKeys accessKeys() {
        return new StoredAccessKeys(this);
    }

    @Override
    public Map<Long, Set<Long>> sharedWith(long accountId) throws StoreException {
        return engine.database().sharedWith(accountId);
    }

    @Override
    public Optional<Mailbox> mailbox(long mailboxId) {
        try {
            Optional<MailboxRow> row = engine.database().mailbox(mailboxId);
            return row.map(m -> new StoredMailbox(this, m.account(), m.id(), m.uidValidity(), ""));
        } catch (Unavailable e) {
            throw new StoreDown(e);
        }
    }

    @Override
    public boolean hasRoom(long accountId, long octets) throws StoreException {
        try {
            new Room(accounts, held).take(accountId, octets, 1);
            return true;
        } catch (OverQuota e) {
            return false;
        }
    }

    @Override
    public boolean knowsRoom(long accountId) {
        return accounts.find(accountId).map(Accounts.Entry::account).filter(account -> {
            Domain domain = account.address().domain();
            boolean limited = account.quotaOctets() != 0 || account.quotaMessages() != 0;
            boolean domainLimited = !accounts.domainLimit(domain).equals(AccountState.Usage.NONE);
            return limited && memory.known(accountId) == null || domainLimited && memory.usages().known(domain) == null;
        }).isEmpty();
    }

    @Override
    public Incoming incoming() throws StoreException {
        return spool.begin();
    }

    @Override
    public List<Delivered> deliver(Incoming message, List<LocalCopy> copies, List<Outgoing> outgoing, boolean partial) throws StoreException {
        var destinations = new Destinations(copies, outgoing, partial, null);
        var spooled = (Spooled) message;
        var delivered = submitNew(new Deliver(spooled, destinations, System.currentTimeMillis()), List.of(spooled), results -> isNamed(results, destinations));
        queue.queued(outgoing);
        return delivered;
    }

    @Override
    public CompletionStage<List<Delivered>> deliver(Incoming message, Destinations destinations, Executor executor) throws StoreException {
        var spooled = (Spooled) message;
        return submitNew(new Deliver(spooled, destinations, System.currentTimeMillis()), List.of(spooled), results -> isNamed(results, destinations), executor)
            .thenApply(delivered -> {
                queue.queued(destinations.outgoing());
                if (destinations.later() != null && !delivered.stream().allMatch(Delivered::stored)) {
                    queue.queued(List.of(destinations.later()));
                }
                return delivered;
            });
    }

    private static boolean isNamed(List<Delivered> results, Destinations destinations) {
        return !destinations.outgoing().isEmpty() || results.stream().anyMatch(Delivered::stored);
    }

    @Override
    public PolicyCache policies() {
        return policies;
    }

    @Override
    public TlsResults tlsResults() {
        return policies;
    }

    @Override
    public JourneyFiles journeys() {
        return journeys;
    }

    @Override
    public OutboundQueue queue() {
        return queue;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        expiry.close();
        warnings.close();
        writer.close();
        engine.lists().close();
        engine.close();
        watchers.close();
        journeys.close();
        data.close();
    }
}
