package posthouse.mailstore.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.Contents;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.QuietDatabase;
import posthouse.mailstore.jdbc.SharedTables;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;
import posthouse.mailstore.snapshot.Relocation;
import posthouse.mailstore.snapshot.SnapshotReader;
import posthouse.mailstore.snapshot.SnapshotWriter;

/** A new store in a PostgreSQL. */
final class PostgresTarget implements CopyTarget {
    private final QuietDatabase quiet;
    private final PostgresDatabase database;
    private final Contents contents;
    private StoreKey key;

    PostgresTarget(String url) throws Unavailable {
        var server = new PostgresServer(url, false);
        quiet = QuietDatabase.openEmpty(server);
        database = server.database();
        contents = new Contents(server);
    }

    @Override
    public void rows(Path snapshot) throws IOException, Unavailable {
        Path relocated = Files.createTempFile("posthouse-copy", ".snapshot");
        try (var from = reader(snapshot)) {
            key = from.header().key();
            try (var out = new BufferedOutputStream(Files.newOutputStream(relocated), 256 << 10);
                var to = new SnapshotWriter(out, from.header())) {
                new Relocation(SharedTables.PLACE.segment(), false, Position.START).copy(from, to);
                out.flush();
            }
            try (var rows = reader(relocated)) {
                quiet.read(rows);
            }
        } catch (DatabaseFailed e) {
            throw new Unavailable("the rows can't be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(relocated);
        }
    }

    private static SnapshotReader reader(Path file) throws IOException {
        return new SnapshotReader(new BufferedInputStream(Files.newInputStream(file), 256 << 10));
    }

    @Override
    public void body(BodyRow row, BodySource octets) throws Unavailable {
        try {
            contents.put(row.id(), octets);
        } catch (DatabaseFailed e) {
            throw new Unavailable("octets can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Findings finish() throws StoreException {
        try {
            Findings found = PostgresCare.verify(database, new PostgresBodies(database, contents), key);
            if (found.problems().isEmpty()) {
                quiet.release();
            }
            return found;
        } catch (DatabaseFailed e) {
            throw new Unavailable("the copy can't be finished: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        contents.close();
        database.close();
        quiet.close();
    }
}
