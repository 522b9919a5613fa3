package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.journal.BodyFiles;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.snapshot.Snapshots;
import posthouse.mailstore.snapshot.Snapshots.Snapshot;

/** Reads everything that a store keeps, once. What changes meanwhile is no problem, and none is missed for it. */
final class Verification {
    private static final int MOST = 1000;
    private static final int ROWS = 1000;
    private static final int CHUNK = 64 << 10;
    private static final long PAUSE = 100_000_000;
    private static final int ATTEMPTS = 600;
    /** A file this young may be of a message that is not stored yet. */
    private static final long YOUNG = 3_600_000;

    private final Journal journal;
    private final Tables tables;
    private final StoredBodies bodies;
    private final BodyFiles files;
    private final Snapshots snapshots;
    private final List<String> problems = new ArrayList<>();
    private final BadBodies bad = new BadBodies();
    private final Set<Long> named = new HashSet<>();
    private final byte[] chunk = new byte[CHUNK];
    private long count;
    private long octets;

    Verification(Journal journal, Tables tables, StoredBodies bodies, BodyFiles files, Snapshots snapshots) {
        this.journal = journal;
        this.tables = tables;
        this.bodies = bodies;
        this.files = files;
        this.snapshots = snapshots;
    }

    private void note(String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (problems.size() == MOST) {
            problems.add("and more");
        }
    }

    /** @param alone whether nothing may be there that no message needs */
    Findings run(boolean alone) throws StoreException {
        try {
            long records = journal.verify(this::note);
            long messages = tables();
            Set<Long> there = files.numbers();
            bodies();
            if (alone) {
                orphans(there);
            }
            snapshots();
            return new Findings(records, messages, count, octets, List.copyOf(problems));
        } catch (IOException e) {
            throw new Unavailable("the store can't be read: " + e.getMessage(), e);
        }
    }

    private long tables() throws Unavailable {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            OptionalLong messages = tables.database().checkConsistency(this::note);
            if (messages.isPresent()) {
                return messages.getAsLong();
            }
            LockSupport.parkNanos(PAUSE);
        }
        throw new Unavailable("a large change is under way all the time; try again later");
    }

    private void bodies() throws StoreException {
        long after = 0;
        List<BodyRow> rows;
        do {
            rows = tables.database().bodies(after, -1, ROWS);
            for (BodyRow row : rows) {
                check(row);
                after = row.id();
            }
        } while (rows.size() == ROWS);
        bad.tell(tables.database(), this::note);
    }

    private void check(BodyRow row) throws StoreException {
        if (row.segment() == 0) {
            named.add(row.place());
        }
        count++;
        octets += row.length();
        Optional<BodyRow> now = Optional.of(row);
        while (now.isPresent()) {
            BodyRow body = now.get();
            try {
                if (checksum(body) != body.checksum()) {
                    bad.add(body.id(), "in " + place(body) + " is not what was stored");
                }
                return;
            } catch (NoSuchFileException e) {
                now = tables.database().bodies(body.id() - 1, -1, 1).stream().filter(b -> b.id() == body.id()).findFirst();
                if (now.isPresent() && now.get().equals(body)) {
                    bad.add(body.id(), "is gone with " + e.getMessage() + ", which is missing");
                    return;
                }
            } catch (IOException e) {
                bad.add(body.id(), "in " + place(body) + " can't be read: " + e.getMessage());
                return;
            }
        }
    }

    private static String place(BodyRow row) {
        return row.segment() == 0 ? String.format("file %016x", row.place()) : "segment " + row.segment() + " at offset " + row.place();
    }

    private int checksum(BodyRow row) throws IOException {
        CRC32C checksum = journal.key().checksum();
        try (StoredBodies.Reader reader = bodies.open(row.segment(), row.place(), row.form(), row.length())) {
            for (long at = 0; at < row.length(); ) {
                int some = (int) Math.min(CHUNK, row.length() - at);
                reader.read(at, chunk, 0, some);
                checksum.update(chunk, 0, some);
                at += some;
            }
        }
        return (int) checksum.getValue();
    }

    private void orphans(Set<Long> there) throws IOException {
        for (long number : there) {
            try {
                if (!named.contains(number) && System.currentTimeMillis() - files.written(number) > YOUNG) {
                    note(String.format("file %016x belongs to no message", number));
                }
            } catch (NoSuchFileException e) {
                continue; // it went meanwhile
            }
        }
    }

    private void snapshots() throws IOException {
        for (Snapshot snapshot : snapshots.newestFirst()) {
            try {
                snapshot.verify();
            } catch (NoSuchFileException e) {
                continue; // a newer one took its place
            } catch (IOException e) {
                note(e.getMessage());
            }
        }
    }
}
