package posthouse.mailstore.engine;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.common.config.Settings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.backup.BackupIndex;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.MailboxChange;

/**
 * A whole store out of a backup, into a data folder that has none. Numbers that may have been told after the backup are skipped: what
 * mail programs know of this store never means something else.
 */
final class WholeRestore {
    private static final long SKIPPED = 100_000;
    /** The journal is the last: a store without one has nothing. */
    private static final String[] PARTS = {"bodies", "snapshots", "journal"};

    private WholeRestore() {
    }

    static void run(Path backup, Path dataFolder, Settings settings) throws Unavailable {
        if (settings.find(StoreKeys.URL).orElse("").startsWith(PostgresServer.URL_PREFIX)) {
            throw new Unavailable("store.url names a PostgreSQL, and a whole backup becomes a data folder: restore it without store.url, "
                + "then bring it there by store copy");
        }
        DataFolder data = DataFolder.take(dataFolder);
        try {
            BackupIndex index = BackupIndex.read(backup);
            for (String part : PARTS) {
                checkEmpty(data.path(), part);
            }
            checkEmpty(data.path(), "database");
            Path beside = data.path().resolve("restoring");
            remove(beside);
            for (String part : PARTS) {
                Folders.create(beside.resolve(part));
            }
            for (BackupIndex.Entry entry : index.files()) {
                copy(backup, entry, beside);
            }
            for (String part : PARTS) {
                Files.deleteIfExists(data.path().resolve(part));
                Files.move(beside.resolve(part), data.path().resolve(part));
            }
            Folders.force(data.path());
            remove(beside);
        } catch (IOException e) {
            throw new Unavailable("the backup in " + backup + " can't be restored: " + OpenBackup.text(e), e);
        } finally {
            data.close();
        }
        skipNumbers(dataFolder, settings);
    }

    private static void skipNumbers(Path dataFolder, Settings settings) throws Unavailable {
        try (OpenStore store = OpenStore.open(dataFolder, settings, Optional.empty(), Journal.Probe.NONE, true)) {
            store.submit((NamesCommand<Void>) view -> Decision.of(null, new MailboxChange.SkipNumbers(SKIPPED)));
        } catch (StoreException e) {
            throw e instanceof Unavailable unavailable ? unavailable : new Unavailable(e.getMessage(), e);
        }
    }

    private static void checkEmpty(Path data, String part) throws IOException, Unavailable {
        Path folder = data.resolve(part);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new Unavailable("the data folder " + data + " has a store: a whole one is restored into an empty folder (--account brings one "
                    + "account back into a store)");
            }
        }
    }

    private static void copy(Path backup, BackupIndex.Entry entry, Path to) throws IOException {
        Path target = to.resolve(entry.path()).normalize();
        if (!target.startsWith(to)) {
            throw new IOException(entry.path() + " does not belong into a backup");
        }
        Folders.create(target.getParent());
        try (var file = new FileOutputStream(target.toFile())) {
            OpenBackup.copy(backup.resolve(entry.path()), entry, file);
            file.getFD().sync();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
