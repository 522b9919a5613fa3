package posthouse.mailstore.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import posthouse.mailstore.StoreCare.BackedUp;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.backup.BackupFolder;
import posthouse.mailstore.backup.BackupIndex;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.Export;
import posthouse.mailstore.jdbc.PostgresDatabase;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;

/** A backup of a PostgreSQL: one export, of one moment, in the form that a data folder has; whole each time. */
final class PostgresBackup implements Export.BodyTaker, AutoCloseable {
    private static final long SEGMENT = 128L << 20;

    private final BackupFolder target;
    private final Path scratch;
    private final Journal journal;

    private PostgresBackup(BackupFolder target, Path folder, StoreKey key) throws IOException {
        this.target = target;
        this.scratch = Files.createTempDirectory(folder, BackupFolder.OPEN);
        this.journal = Journal.create(scratch, key, SEGMENT, target.end().segment() + 1);
    }

    static BackedUp run(PostgresDatabase database, StoreKey key, Path to) throws IOException, Unavailable {
        Path folder = to.toAbsolutePath().normalize();
        try (BackupFolder target = BackupFolder.take(folder, key.toString()); var export = new PostgresBackup(target, folder, key)) {
            Position end = database.export(export).position();
            BackupIndex index = target.finish(end);
            return new BackedUp(index.files().size(), index.octets(), target.copied());
        }
    }

    @Override
    public BodyRow take(BodyRow body, InputStream in) throws IOException {
        if (body.segment() == 0) {
            String name = String.format("%016x", body.place());
            target.write("bodies/" + name.substring(14) + "/" + name, in::transferTo);
            return body;
        }
        byte[] content = in.readAllBytes();
        if (content.length != body.length()) {
            throw new IOException("body " + body.id() + " has " + content.length + " octets and not " + body.length());
        }
        Batch batch = journal.begin();
        Place place = batch.add(new Mutation(List.of(new MessageChange.MoveBodies(List.of(new MessageChange.MoveBodies.Moved(body.id(), BodyForm.PLAIN, 0,
            content.length, body.checksum()))))), List.of(out -> out.write(content)));
        journal.append(batch);
        return new BodyRow(body.id(), place.segment(), place.dataStart(), body.length(), body.checksum(), body.refs(), BodyForm.PLAIN, content.length);
    }

    @Override
    public Position end() throws IOException {
        journal.close();
        Position end = journal.position();
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path file : files.sorted().toList()) {
                target.addAnew("journal/" + file.getFileName(), file, Files.size(file));
                Files.delete(file);
            }
        }
        return end;
    }

    @Override
    public void snapshot(Export.Writing rows) throws IOException {
        target.write("snapshots/backup.snapshot", rows::writeTo);
    }

    @Override
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
