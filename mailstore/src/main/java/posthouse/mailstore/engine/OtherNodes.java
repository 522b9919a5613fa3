package posthouse.mailstore.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.Moment;
import posthouse.mailstore.jdbc.NodeBatch;
import posthouse.mailstore.jdbc.NodeChange;
import posthouse.mailstore.jdbc.NodeNote;
import posthouse.mailstore.jdbc.Notices;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.jdbc.PostgresServer;

/**
 * What other nodes do to the same database. Batches of all nodes have one row of numbers; this knows up to which memory agrees with
 * the tables. A batch begins with {@link #catchUp}, so that nothing is decided from what is old; readers follow by notices.
 */
final class OtherNodes implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(OtherNodes.class);
    /** How long the server may be silent before it is asked whether it is there. */
    private static final int SILENCE = 10_000;
    private static final long PAUSE = 1_000;
    /** A batch that never was: all that are follow it, and are too many. */
    private static final long NOTHING = Long.MIN_VALUE / 2;

    private final String node = UUID.randomUUID().toString();
    private final PostgresServer server;
    private final PostgresDatabase database;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::listen, "store-nodes");
    private volatile Notices notices;
    private Publishing publishing;
    /** The last batch that memory agrees with; with the publication lock held. */
    private long known;

    OtherNodes(PostgresServer server, PostgresDatabase database) {
        this.server = server;
        this.database = database;
    }

    /** What this node is called in the log of batches. */
    String node() {
        return node;
    }

    /** Joins them. */
    void join(Publishing published) throws Unavailable {
        publishing = published;
        connect();
        publishing.lock().lock();
        try {
            long last = database.atOneMoment(Moment::lastBatch);
            forgetAll(); // what was read before we heard of changes
            known = last;
        } finally {
            publishing.lock().unlock();
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() throws Unavailable {
        try {
            Notices joined = Notices.join(server, node);
            if (joined == null) {
                throw new Unavailable("the store at " + server.name() + " is being copied or changed: no server can use it now");
            }
            notices = joined;
            if (closing.getCount() == 0) {
                joined.close();
            }
        } catch (DatabaseFailed e) {
            throw server.unusable(e);
        }
    }

    /** A batch of our own is committed, and memory has it; with the publication lock held. */
    void made(long batch) {
        known = batch;
    }

    /** Brings memory up to date with all that is committed. */
    private void catchUp() throws Unavailable {
        catchUp(Long.MIN_VALUE);
    }

    /** Brings memory up to date, unless it is with this batch already. */
    void catchUp(long last) throws Unavailable {
        News news;
        publishing.lock().lock();
        try {
            news = last == known ? News.NONE : database.atOneMoment(this::read);
        } finally {
            publishing.lock().unlock();
        }
        wake(news);
    }

    /** Whose sessions are to be woken: all of them, or those of some mailboxes. */
    private record News(boolean all, Set<Long> mailboxes, List<NodeNote> notes) {
        private static final News NONE = new News(false, Set.of(), List.of());
    }

    private void wake(News news) {
        if (news.all) {
            publishing.watchers().all();
        } else {
            publishing.watchers().changed(news.mailboxes);
        }
        news.notes.forEach(publishing::noted);
    }

    private News read(Moment moment) throws DatabaseFailed {
        long last = moment.lastBatch();
        if (last == known) {
            return News.NONE;
        }
        List<NodeBatch> batches = last < known ? List.of() : moment.batchesAfter(known);
        if (batches.size() < last - known || last < known) { // they are not listed any more; or the database is an older one
            forgetAll(moment);
            known = last;
            return new News(true, Set.of(), List.of());
        }
        Set<Long> woken = new LinkedHashSet<>();
        List<NodeBatch> ofOthers = batches.stream().filter(b -> !b.node().equals(node)).toList();
        boolean all = take(ofOthers, woken, moment);
        known = last;
        return new News(all, woken, ofOthers.stream().flatMap(b -> b.notes().stream()).toList());
    }

    /** @return whether more than what is listed changed */
    private boolean take(List<NodeBatch> batches, Set<Long> woken, Moment moment) throws DatabaseFailed {
        if (batches.stream().anyMatch(NodeBatch::everything)) {
            forgetAll(moment);
            return true;
        }
        if (batches.stream().anyMatch(NodeBatch::directory)) {
            publishing.accounts().replace(moment.directory());
        }
        if (!batches.isEmpty()) {
            publishing.memory().usages().forget();
        }
        Set<Long> accounts = new LinkedHashSet<>();
        Map<Long, NodeChange> changes = new LinkedHashMap<>();
        for (NodeBatch batch : batches) {
            accounts.addAll(batch.accounts());
            batch.changes().forEach(change -> changes.merge(change.mailbox(), change, NodeChange::and));
            woken.addAll(batch.mailboxes());
        }
        changes.values().stream().filter(c -> !c.isSmall()).map(NodeChange::account).forEach(accounts::add);
        for (long account : accounts) {
            publishing.memory().follow(account, moment);
        }
        Map<Long, List<NodeChange>> byAccount = changes.values().stream().filter(c -> !accounts.contains(c.account()))
            .collect(Collectors.groupingBy(NodeChange::account));
        for (Map.Entry<Long, List<NodeChange>> each : byAccount.entrySet()) {
            publishing.memory().follow(each.getKey(), each.getValue(), moment);
        }
        return false;
    }

    /** Has everything read again, with the publication lock held. If that fails, it is tried again when there is a next batch. */
    void forgetAll() throws Unavailable {
        known = NOTHING;
        publishing.memory().dropAll();
        publishing.accounts().replace(database.directory());
    }

    private void forgetAll(Moment moment) throws DatabaseFailed {
        known = NOTHING;
        publishing.memory().dropAll();
        publishing.accounts().replace(moment.directory());
    }

    private void listen() {
        boolean heard = true;
        while (closing.getCount() > 0) {
            try {
                if (notices == null) {
                    connect();
                    LOG.info("the database at {} is there again", server.name());
                }
                if (heard) {
                    catchUp();
                }
                heard = notices.await(SILENCE);
            } catch (DatabaseFailed | Unavailable e) {
                heard = true;
                lost(e);
            } catch (RuntimeException e) {
                heard = true;
                LOG.error("following other nodes failed; it goes on", e);
                lost(e);
            }
        }
    }

    /** Nobody tells us of changes now: what is read must come from the tables, or not at all. */
    private void lost(Exception reason) {
        if (closing.getCount() == 0) {
            return;
        }
        if (notices != null) {
            LOG.error("the database at {} is not to be reached: {}", server.name(), reason.getMessage());
            notices.close();
            notices = null;
        }
        publishing.lock().lock();
        try {
            publishing.memory().dropAll();
        } finally {
            publishing.lock().unlock();
        }
        try {
            closing.await(PAUSE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.warn("the thread that follows other nodes was interrupted; it goes on");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Notices open = notices;
        if (open != null) {
            open.close();
        }
    }
}
