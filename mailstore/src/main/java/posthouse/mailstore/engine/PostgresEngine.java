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
import posthouse.mailstore.journal.StoreKey;

/** A PostgreSQL that has everything, octets too, and maybe other nodes beside this. */
final class PostgresEngine implements Engine {
    private static final Logger LOG = LogManager.getLogger(PostgresEngine.class);
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
    private final ScheduledExecutorService cleaning = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "store-cleaning");
        named.setDaemon(true);
        return named;
    });
    private Publishing publishing;
    private PostgresBatches batches;
    private volatile Writer writer;

    /** @param large how many messages a batch may change in one command */
    PostgresEngine(PostgresServer server, int large) throws Unavailable {
        this.server = server;
        this.large = large;
        key = server.prepare();
        database = server.database();
        contents = new Contents(server);
        bodies = new PostgresBodies(database, contents);
        others = new OtherNodes(server, database);
        locks = new NodeLocks(server);
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
        var largeChanges = new LargeChanges(server, published.memory(), large, () -> writer.wake());
        batches = new PostgresBatches(server, others, published, recents, largeChanges, () -> cleaning.execute(this::countReferences));
        return batches;
    }

    @Override
    public void started(Writer running) throws StoreException {
        writer = running;
        others.join(publishing);
        writer.submit((NamesCommand<Void>) view -> Decision.of(null, List.of())); // what is wrong with the database is told at the start
        cleaning.execute(this::countReferences); // of a node that died
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
