package posthouse.mailstore.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.common.config.Settings;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.snapshot.Relocation;
import posthouse.mailstore.snapshot.SnapshotHeader;
import posthouse.mailstore.snapshot.SnapshotReader;
import posthouse.mailstore.snapshot.SnapshotWriter;
import posthouse.mailstore.snapshot.Snapshots;

/**
 * A new store in a data folder: a snapshot of the tables, and behind it a journal of records that move bodies to where their octets
 * stand in it. What is opened then makes the database of both, as after any loss of it.
 */
final class FolderTarget implements CopyTarget {
    private static final String UNFINISHED = "unfinished-copy";
    private static final long OCTETS = 4 << 20;

    private final Path folder;
    private final Settings settings;
    private DataFolder data;
    private Journal journal;
    private final List<MessageChange.MoveBodies.Moved> moved = new ArrayList<>();
    private final List<BodySource> octets = new ArrayList<>();
    private long waiting;

    FolderTarget(Path folder, Settings settings) throws IOException, Unavailable {
        this.folder = folder.toAbsolutePath().normalize();
        this.settings = settings;
        data = DataFolder.take(folder);
        try {
            requireWhole(this.folder);
            for (String part : new String[] {"journal", "database", "snapshots", "bodies"}) {
                requireEmpty(this.folder.resolve(part));
            }
            Files.writeString(this.folder.resolve(UNFINISHED), "");
        } catch (IOException | Unavailable e) {
            data.close();
            throw e;
        }
    }

    private void requireEmpty(Path part) throws IOException, Unavailable {
        if (Files.exists(part)) {
            try (Stream<Path> files = Files.list(part)) {
                if (files.findAny().isPresent()) {
                    throw new Unavailable("the data folder " + folder + " is not empty: it has " + part.getFileName());
                }
            }
        }
    }

    /** @throws Unavailable if a copy into this folder was broken off */
    static void requireWhole(Path folder) throws Unavailable {
        if (Files.exists(folder.resolve(UNFINISHED))) {
            throw new Unavailable("a copy into " + folder + " was broken off: remove the folder and copy again");
        }
    }

    @Override
    public void rows(Path snapshot) throws IOException, Unavailable {
        try (var from = new SnapshotReader(new BufferedInputStream(Files.newInputStream(snapshot), 256 << 10))) {
            journal = Journal.create(folder.resolve("journal"), from.header().key(), settings.get(StoreKeys.SEGMENT_SIZE));
            journal.start();
            Position start = journal.position();
            new Snapshots(folder.resolve("snapshots")).take(out -> {
                var header = new SnapshotHeader(from.header().schema(), from.header().key(), start, start.segment(), System.currentTimeMillis());
                try (var to = new SnapshotWriter(out, header)) {
                    new Relocation(start.segment(), true, start).copy(from, to);
                }
                return header;
            });
        }
    }

    @Override
    public void body(BodyRow row, BodySource source) throws IOException {
        moved.add(new MessageChange.MoveBodies.Moved(row.id(), 0, waiting, row.length(), row.checksum()));
        octets.add(source);
        waiting += row.length();
        if (waiting > OCTETS) {
            write();
        }
    }

    private void write() throws IOException {
        if (moved.isEmpty()) {
            return;
        }
        Batch batch = journal.begin();
        batch.add(new Mutation(List.of(new MessageChange.MoveBodies(List.copyOf(moved)))), octets);
        journal.append(batch);
        journal.force();
        moved.clear();
        octets.clear();
        waiting = 0;
    }

    @Override
    public Findings finish() throws IOException, StoreException {
        write();
        journal.close();
        journal = null;
        Files.delete(folder.resolve(UNFINISHED));
        data.close();
        data = null;
        try (OpenStore store = OpenStore.open(folder, settings, Optional.empty(), Journal.Probe.NONE, true)) {
            return store.care().verify();
        }
    }

    @Override
    public void close() {
        if (data != null) {
            data.close();
        }
    }
}
