package posthouse.mailstore.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.mailstore.Flags;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.Whereabouts;

/**
 * Moves a whole store to another engine: every row of every table, whatever tables there are, and the octets of every body. What was
 * written is read back, and only then the old place says that the store lives elsewhere.
 */
public final class StoreCopy {
    private static final int ROWS = 500;
    private static final int CHUNK = 64 << 10;

    private final CopySource source;
    private final CopyTarget target;
    private final BiConsumer<Long, Long> progress;

    private StoreCopy(CopySource source, CopyTarget target, BiConsumer<Long, Long> progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /** See {@link posthouse.mailstore.MailStore#copy}. */
    public static Findings run(String from, String to, Settings settings, BiConsumer<Long, Long> progress) throws StoreException {
        Settings local = withoutUrl(settings);
        try (CopySource source = from.startsWith(PostgresServer.URL_PREFIX) ? new PostgresSource(from) : new FolderSource(Path.of(from), local);
            CopyTarget target = to.startsWith(PostgresServer.URL_PREFIX) ? new PostgresTarget(to) : new FolderTarget(Path.of(to), local)) {
            Findings found = new StoreCopy(source, target, progress).run();
            source.moved(to.startsWith(PostgresServer.URL_PREFIX) ? new PostgresServer(to, false).name() : Path.of(to).toAbsolutePath().toString());
            return found;
        } catch (IOException e) {
            throw new Unavailable("the store can't be copied: " + e.getMessage(), e);
        }
    }

    /** Those of stores in a data folder, whatever engine the server is to have. */
    private static Settings withoutUrl(Settings settings) {
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                return key.equals(StoreKeys.URL) ? Optional.empty() : settings.find(key);
            }
        };
    }

    private Findings run() throws IOException, StoreException {
        Path snapshot = Files.createTempFile("posthouse-copy", ".snapshot");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(snapshot), 256 << 10)) {
                source.database().snapshot(out);
            }
            target.rows(snapshot);
        } finally {
            Files.deleteIfExists(snapshot);
        }
        long[] copied = bodies();
        Findings found = target.finish();
        if (!found.problems().isEmpty()) {
            throw new Unavailable("the copy is not what was copied: " + found.problems().get(0));
        } else if (found.bodies() != copied[0] || found.octets() != copied[1]) {
            throw new Unavailable("of " + copied[0] + " bodies with " + copied[1] + " octets the copy has " + found.bodies() + " with " + found.octets());
        }
        return found;
    }

    private long[] bodies() throws IOException, StoreException {
        long after = 0;
        long count = 0;
        long octets = 0;
        List<BodyRow> rows;
        do {
            rows = source.database().bodies(after, -1, ROWS);
            for (BodyRow row : rows) {
                target.body(row, out -> write(row, out));
                after = row.id();
                octets += row.length();
                progress.accept(++count, octets);
            }
        } while (rows.size() == ROWS);
        return new long[] {count, octets};
    }

    private void write(BodyRow row, OutputStream out) throws IOException {
        var message = new MessageRow(0, 0, Flags.NONE, row.length(), 0, 0, 0, row.id(),
            new Whereabouts(new byte[0], row.segment(), row.place(), row.form()));
        var chunk = new byte[CHUNK];
        try (Bodies.Octets octets = source.bodies().open(message)) {
            for (long at = 0; at < row.length(); ) {
                int some = (int) Math.min(CHUNK, row.length() - at);
                octets.read(at, chunk, 0, some);
                out.write(chunk, 0, some);
                at += some;
            }
        } catch (StoreException | BodyMoved e) {
            throw new IOException("body " + row.id() + " can't be read: " + e.getMessage(), e);
        }
    }
}
