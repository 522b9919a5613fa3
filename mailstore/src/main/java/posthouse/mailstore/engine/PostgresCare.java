package posthouse.mailstore.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.Contents;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.journal.StoreKey;

/** Care of a store in a PostgreSQL. Its pages and its log are the server's own care. */
final class PostgresCare implements StoreCare {
    private static final int MOST = 1000;
    private static final int ROWS = 1000;
    private static final int CHUNK = 64 << 10;
    private static final long HOUR = 3_600_000;

    private final PostgresDatabase database;
    private final PostgresBodies bodies;
    private final Contents contents;
    private final StoreKey key;
    private final OpenStore store;

    PostgresCare(PostgresDatabase database, PostgresBodies bodies, Contents contents, StoreKey key, OpenStore store) {
        this.database = database;
        this.bodies = bodies;
        this.contents = contents;
        this.key = key;
        this.store = store;
    }

    @Override
    public Findings verify() throws StoreException {
        return verify(database, bodies, key);
    }

    /** Reads all that a database has. */
    static Findings verify(PostgresDatabase database, PostgresBodies bodies, StoreKey key) throws StoreException {
        var problems = new ArrayList<String>();
        long messages = database.checkConsistency(problem -> note(problems, problem)).orElse(0);
        var bad = new BadBodies();
        long count = 0;
        long octets = 0;
        long after = 0;
        List<BodyRow> rows;
        do {
            rows = database.bodies(after, ROWS);
            for (BodyRow row : rows) {
                count++;
                octets += row.length();
                after = row.id();
                check(row, bodies, key, bad);
            }
        } while (rows.size() == ROWS);
        bad.tell(database, problem -> note(problems, problem));
        return new Findings(0, messages, count, octets, List.copyOf(problems));
    }

    private static void note(List<String> problems, String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (problems.size() == MOST) {
            problems.add("and more");
        }
    }

    /** Octets outlive their row, so that one that goes meanwhile is no problem. */
    private static void check(BodyRow row, PostgresBodies bodies, StoreKey key, BadBodies bad) throws StoreException {
        CRC32C checksum = key.checksum();
        var chunk = new byte[CHUNK];
        try (Bodies.Octets octets = bodies.open(row.id(), row.segment(), row.place())) {
            for (long at = 0; at < row.length(); ) {
                int some = (int) Math.min(CHUNK, row.length() - at);
                octets.read(at, chunk, 0, some);
                checksum.update(chunk, 0, some);
                at += some;
            }
            if ((int) checksum.getValue() != row.checksum()) {
                bad.add(row.id(), "is not what was stored");
            }
        } catch (MessageGone e) {
            bad.add(row.id(), "has no octets");
        }
    }

    @Override
    public BackedUp backup(Path folder) throws StoreException {
        return Backups.take(folder, to -> PostgresBackup.run(database, key, to));
    }

    @Override
    public List<String> restore(Path folder, Wanted wanted) throws StoreException {
        return Backups.restore(store, folder, wanted);
    }

    /** Removes what nothing has named for an hour: who reads that long is told that the message is gone. */
    @Override
    public Compacted compact() throws StoreException {
        try {
            long before = database.octets();
            long now = System.currentTimeMillis();
            store.expiry().runAt(now);
            contents.countReferences();
            contents.noteUnnamed(now);
            while (contents.removeUnnamed(now - HOUR) > 0) {
                // a few at a time
            }
            contents.vacuum();
            return new Compacted(before, database.octets(), database.restorable());
        } catch (DatabaseFailed e) {
            throw new Unavailable("the store can't be compacted now: " + e.getMessage(), e);
        }
    }
}
