package posthouse.mailstore.engine;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Contents;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.NodeLocks;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.Reserve;
import posthouse.mailstore.journal.StoreKey;

/** A PostgreSQL that has everything, octets too, and maybe other nodes beside this. */
final class PostgresEngine implements Engine {
    private static final Logger LOG = LogManager.getLogger(PostgresEngine.class);
    /** How often, in seconds, it is looked whether the reserve is whole. */
    private static final long FILL = 15;
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    /** How long octets stay that nothing names: sessions may still read them. */
    private static final long UNNAMED = 24 * HOUR;

    private final PostgresServer server;
    private final int large;
    private final StoreKey key;
    private final PostgresDatabase database;
    private final Contents contents;
    private final PostgresBodies bodies;
    private final OtherNodes others;
    private final NodeLocks locks;
    private final ListFiles lists = ListFiles.none();
    private final Reserve reserve;
    private final ScheduledExecutorService cleaning = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "store-cleaning");
        named.setDaemon(true);
        return named;
    });
    private Publishing publishing;
    private PostgresBatches batches;
    private volatile Writer writer;
    private FreeSpace space;
    /** Whether the reserve was given back. */
    private volatile boolean full;

    /**
     * @param large how many messages a batch may change in one command
     * @param reserved octets that are put aside for a full disk
     */
    PostgresEngine(PostgresServer server, int large, long reserved) throws Unavailable {
        this.server = server;
        this.large = large;
        key = server.prepare();
        database = server.database();
        contents = new Contents(server);
        bodies = new PostgresBodies(database, contents);
        others = new OtherNodes(server, database);
        locks = new NodeLocks(server);
        reserve = server.reserve(reserved);
    }

    @Override
    public StoreKey key() {
        return key;
    }

    @Override
    public Database database() {
        return database;
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
        return new PostgresLocks(locks);
    }

    /** Other nodes, and another run of this one, may know more than a file here. */
    @Override
    public ListFiles lists() {
        return lists;
    }

    @Override
    public Batches batches(Publishing published, Recents recents, FreeSpace space) {
        publishing = published;
        this.space = space;
        var largeChanges = new LargeChanges(server, published.memory(), large, () -> writer.wake());
        batches = new PostgresBatches(server, others, published, recents, largeChanges, () -> cleaning.execute(this::countReferences),
            this::giveReserve);
        return batches;
    }

    @Override
    public void started(Writer running) throws StoreException {
        writer = running;
        others.join(publishing);
        writer.submit((NamesCommand<Void>) view -> Decision.of(null, List.of())); // what is wrong with the database is told at the start
        cleaning.execute(this::countReferences); // of a node that died
        if (reserve.isWanted()) {
            cleaning.scheduleWithFixedDelay(this::fillReserve, 0, FILL, TimeUnit.SECONDS);
        }
        cleaning.scheduleWithFixedDelay(this::clean, HOUR, HOUR, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public StoreCare care(OpenStore store) {
        return new PostgresCare(database, bodies, contents, key, store);
    }

    /** Rows are deleted, those with octets too; the server uses their space again when it likes. */
    @Override
    public List<String> erase(Erasure erasure) throws StoreException {
        erasure.look(database);
        List<Long> octets = erasure.contents(database);
        erasure.remove(writer);
        try {
            contents.countReferences();
            contents.removeNow(octets);
            contents.vacuum();
        } catch (DatabaseFailed e) {
            throw new Unavailable("the octets of what was erased can't be removed now: they go within a day", e);
        }
        return List.of();
    }

    /**
     * The database's disk is full: what was put aside is given back, and no new mail is taken until it can be put aside again.
     *
     * @return whether that helps: what adds nothing may be tried again
     */
    private boolean giveReserve() {
        if (!reserve.isWanted()) {
            return false;
        }
        tell(true);
        try {
            return reserve.give();
        } catch (DatabaseFailed e) {
            LOG.warn("the database's reserve can't be given back: {}", e.getMessage());
            return false;
        }
    }

    private void fillReserve() {
        try {
            tell(!reserve.fill());
        } catch (DatabaseFailed | RuntimeException e) {
            LOG.debug("nobody can say whether the database has space: {}", e.getMessage());
        }
    }

    private synchronized void tell(boolean isFull) {
        if (isFull && !full) {
            LOG.error("the database's disk is full: what was put aside there is given back (store.reserve), no new mail is taken");
        } else if (!isFull && full) {
            LOG.info("the database has space again: mail is taken");
        }
        full = isFull;
        space.setFull(isFull);
    }

    private void countReferences() {
        try {
            contents.countReferences();
        } catch (DatabaseFailed | RuntimeException e) {
            LOG.warn("references can't be counted now: {}", e.getMessage());
        }
    }

    private void clean() {
        try {
            contents.countReferences();
            long now = System.currentTimeMillis();
            contents.noteUnnamed(now);
            while (contents.removeUnnamed(now - UNNAMED) > 0 && !cleaning.isShutdown()) {
                // a few at a time
            }
        } catch (DatabaseFailed | RuntimeException e) {
            LOG.warn("what nothing names can't be removed now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        cleaning.shutdown();
        others.close();
        if (batches != null) {
            batches.close();
        }
        countReferences();
        locks.close();
        contents.close();
        database.close();
    }
}
