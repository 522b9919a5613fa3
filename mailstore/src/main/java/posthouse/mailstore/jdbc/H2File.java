package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * H2's file, written when the writer says so.
 *
 * <p>H2 writes its maps from a thread of its own, one after another, while transactions go on: what a kill leaves then may
 * have the rows of a transaction without the position that was committed with them (seen once in ten kills). So that thread is
 * told to do nothing, and the writer saves between its transactions, when all maps are of one moment.
 *
 * <p>One save at a time: a version names the places of the chunks that had one when it was put together. H2 puts the next version together
 * while the last waits to be written, and what is in the file then can't be read until there is one more.
 *
 * <p>A transaction that changes more than H2 holds in memory is written in parts, for else H2 would do that of itself ({@link #beforeChange}).
 *
 * <p>And each save has the next confirm it: the file's head, by which versions are found, names the last but one when it is written, and
 * H2 only now and then writes it. So it is written with each version, and a version counts as saved when there is another behind it.
 */
final class H2File implements TableFile {
    /** What the URL needs for this: the background thread neither writes nor rewrites. */
    static final String SETTINGS = ";WRITE_DELAY=" + Integer.MAX_VALUE + ";AUTO_COMPACT_FILL_RATE=0;ANALYZE_AUTO=0";

    /** H2 writes the head of a file that was closed in order behind the first chunk that follows. */
    private static final String CLEAN = "clean";

    private static final long INTERVAL = 500_000_000L;
    /** How full old chunks should be, and how much of them is rewritten at once: the writer waits for it. */
    private static final int FILL_RATE = 50;
    private static final int REWRITE = 1 << 20;
    /** How long a save may take before it is waited for. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final Set<Integer> LOST = Set.of(ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.FILE_CORRUPTED_1,
        ErrorCode.DATABASE_IS_CLOSED);

    private final org.h2.engine.Database database;
    private final MVStore store;
    private boolean unsaved;
    private boolean unconfirmed;
    private boolean postponed;
    /** When the last save began, and when it was last thought of. */
    private long began = System.nanoTime();
    private long saved = began;

    H2File(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        database = session.getDatabase();
        store = database.getStore().getMvStore();
    }

    /** A transaction of that size is written in parts, by the same rules: what a kill leaves of it is undone when the file is opened. */
    @Override
    public void beforeChange() {
        if (store.getUnsavedMemory() > store.getAutoCommitMemory() / 4 * 3) {
            awaitWritten();
            prepare();
            store.tryCommit();
            unsaved = true;
        }
    }

    @Override
    public void changed() {
        unsaved = true;
    }

    @Override
    public long due() {
        if (!unsaved && !unconfirmed) {
            return Long.MAX_VALUE;
        }
        return hasMuch() && !postponed ? 0 : Math.max(0, (saved + INTERVAL - System.nanoTime()) / 1_000_000);
    }

    @Override
    public void postpone() {
        postponed = true;
        saved = System.nanoTime();
    }

    @Override
    public long save() {
        postponed = false;
        if (isWriting()) {
            if (!hasMuch() && System.nanoTime() - began < PATIENCE) {
                saved = System.nanoTime();
                return -1; // what changed meanwhile is of the next
            }
            awaitWritten();
        }
        began = System.nanoTime();
        boolean changed = unsaved;
        prepare();
        long begun = store.tryCommit();
        boolean busy = begun < 0 && store.hasUnsavedChanges();
        unconfirmed = changed || busy;
        unsaved = store.compact(FILL_RATE, REWRITE) || busy;
        saved = System.nanoTime();
        return begun;
    }

    @Override
    public void saveNow() {
        awaitWritten();
        prepare();
        store.commit();
        long version = store.getCurrentVersion();
        prepare();
        store.commit();
        if (!isSaved(version)) {
            throw new IllegalStateException("H2 does not write its file", store.getPanicException());
        }
        unconfirmed = false;
        unsaved = false;
        saved = System.nanoTime();
    }

    /** Has the head written with the next version, and has one come. */
    private void prepare() {
        store.getFileStore().getStoreHeader().put(CLEAN, 1);
        if (!store.hasUnsavedChanges()) {
            store.setStoreVersion(store.getStoreVersion() + 1); // which nobody asks for
        }
    }

    private boolean isWriting() {
        return store.getFileStore().lastChunkVersion() < store.getCurrentVersion();
    }

    /** H2 would begin to write of itself, without a look at what it is writing, at twice as much. */
    private boolean hasMuch() {
        return store.getUnsavedMemory() > store.getAutoCommitMemory() / 2;
    }

    private void awaitWritten() {
        store.getFileStore().executeFileStoreOperation(() -> { });
    }

    @Override
    public boolean isSaved(long number) {
        return store.getFileStore().lastChunkVersion() > number;
    }

    @Override
    public boolean isLost(SQLException e) {
        return LOST.contains(e.getErrorCode()) || e.getErrorCode() == ErrorCode.GENERAL_ERROR_1 && String.valueOf(e.getMessage()).contains("MVStoreException");
    }

    @Override
    public void abandon() {
        database.shutdownImmediately();
    }
}
