package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * H2's file, written when the writer says so.
 *
 * <p>H2 writes its maps from a thread of its own, one after another, while transactions go on: what a kill leaves then may
 * have the rows of a transaction without the position that was committed with them (seen once in ten kills). So that thread is
 * told to do nothing, and the writer saves between its transactions, when all maps are of one moment.
 */
final class H2File implements TableFile {
    /** What the URL needs for this: the background thread neither writes nor rewrites. */
    static final String SETTINGS = ";WRITE_DELAY=" + Integer.MAX_VALUE + ";AUTO_COMPACT_FILL_RATE=0;ANALYZE_AUTO=0";

    private static final long INTERVAL = 500_000_000L;
    /** How full old chunks should be, and how much of them is rewritten at once: the writer waits for it. */
    private static final int FILL_RATE = 50;
    private static final int REWRITE = 1 << 20;
    private static final long PATIENCE = 60_000_000_000L;
    private static final long SHORTLY = 1_000_000;

    private final MVStore store;
    private boolean unsaved;
    /** The last version that H2 was told to write: it does so from threads of its own. */
    private long version = -1;
    private long saved = System.nanoTime();

    H2File(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        store = session.getDatabase().getStore().getMvStore();
    }

    @Override
    public void changed() {
        unsaved = true;
    }

    @Override
    public long due() {
        return unsaved ? Math.max(0, (saved + INTERVAL - System.nanoTime()) / 1_000_000) : Long.MAX_VALUE;
    }

    @Override
    public void postpone() {
        saved = System.nanoTime();
    }

    @Override
    public long save() {
        long begun = store.tryCommit();
        boolean busy = begun < 0 && store.hasUnsavedChanges();
        version = Math.max(version, begun);
        unsaved = store.compact(FILL_RATE, REWRITE) || busy;
        saved = System.nanoTime();
        return begun;
    }

    @Override
    public void saveNow() {
        version = Math.max(version, store.commit());
        long end = System.nanoTime() + PATIENCE;
        while (!isSaved(version)) {
            if (System.nanoTime() > end || store.getPanicException() != null) {
                throw new IllegalStateException("H2 does not write its file", store.getPanicException());
            }
            LockSupport.parkNanos(SHORTLY);
        }
        unsaved = false;
        saved = System.nanoTime();
    }

    @Override
    public boolean isSaved(long number) {
        return store.getFileStore().lastChunkVersion() >= number;
    }
}
