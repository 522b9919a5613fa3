package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Stores;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;
import posthouse.testdb.OnJournal;

/** What is made from a snapshot and the journal behind it is what lived. */
@OnJournal
class SnapshotTest {
    @TempDir
    Path folder;

    private OpenStore open() throws Exception {
        return (OpenStore) Stores.open(folder);
    }

    private static Snapshot snapshot(OpenStore store) throws Exception {
        return ((JournalEngine) store.engine()).space().takeSnapshot();
    }

    private void removeDatabase() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("database"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void damage(Path file, long offset) throws Exception {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int octet = access.read();
            access.seek(offset);
            access.write(octet ^ 1);
        }
    }

    @Test
    void aDatabaseMadeFromASnapshotEqualsTheLiveOne() throws Exception {
        Snapshot snapshot;
        try (OpenStore store = open()) {
            RecoveryTest.live(store);
            snapshot = snapshot(store);
            Stores.accounts(store, "dora");
            Stores.deliver(store, store.directory().accounts().get(0), Stores.message("behind the snapshot", 3000));
        }
        assertThat(snapshot.verify()).isGreaterThan(50);
        List<String> before = TableDump.of(folder);
        removeDatabase();
        open().close();
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void everyTableIsInASnapshot() throws Exception {
        Snapshot snapshot;
        try (OpenStore store = open()) {
            RecoveryTest.live(store);
            snapshot = snapshot(store);
        }
        List<String> rows = TableDump.of(folder).stream().filter(line -> !line.startsWith("schema_version:")).toList();
        assertThat(snapshot.verify()).isEqualTo(rows.size());
    }

    @Test
    void twoSnapshotsAreKeptAndTheOlderOneDoesWhereTheNewerIsDamaged() throws Exception {
        try (OpenStore store = open()) {
            RecoveryTest.live(store);
            for (int i = 0; i < 4; i++) {
                Stores.deliver(store, store.directory().accounts().get(0), Stores.message("m" + i, 3000));
                snapshot(store);
            }
        }
        List<String> before = TableDump.of(folder);
        List<Snapshot> snapshots = new Snapshots(folder.resolve("snapshots")).newestFirst();
        assertThat(snapshots).hasSize(2);
        Path newest = snapshots.get(0).file();
        damage(newest, Files.size(newest) / 2);
        assertThatThrownBy(snapshots.get(0)::verify).isInstanceOf(java.io.IOException.class); // what it says depends on the octet
        removeDatabase();
        open().close();
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void everyChangedOctetOfASnapshotIsNoticed() throws Exception {
        Snapshot snapshot;
        try (OpenStore store = open()) {
            Stores.accounts(store, "alice");
            snapshot = snapshot(store);
        }
        long size = Files.size(snapshot.file());
        for (long offset = 0; offset < size; offset++) {
            damage(snapshot.file(), offset);
            assertThatThrownBy(snapshot::verify).as("octet %d", offset).isInstanceOf(java.io.IOException.class);
            damage(snapshot.file(), offset);
        }
        assertThat(snapshot.verify()).isPositive();
    }

    @Test
    void halfASnapshotIsNoDatabase() throws Exception {
        try (OpenStore store = open()) {
            RecoveryTest.live(store);
            snapshot(store);
        }
        List<String> before = TableDump.of(folder);
        TableDump.forgetState(folder); // as if the process had been killed before the last table was read in
        open().close();
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }
}
