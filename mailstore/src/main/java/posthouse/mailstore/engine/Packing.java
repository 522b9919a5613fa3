package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.journal.BlockFile;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.SpoolFile;
import posthouse.mailstore.journal.StoreKey;
import posthouse.mailstore.journal.StoredBodies;

/**
 * Compresses large bodies, which have files of their own, when they have lain long enough and it helps: into another file, which a record names
 * from then on. The old one goes when nobody reads it any more.
 */
final class Packing {
    private static final Logger LOG = LogManager.getLogger(Packing.class);
    private static final int ROWS = 100;

    private final Tables tables;
    private final JournalBodies bodies;
    private final StoreKey key;
    private final Writer writer;
    private final Compaction.Pace pace;
    /** Files that stay as they are. */
    private final Set<Long> passed = new HashSet<>();
    private final byte[] block = new byte[BlockFile.BLOCK];

    Packing(Tables tables, JournalBodies bodies, StoreKey key, Writer writer, Compaction.Pace pace) {
        this.tables = tables;
        this.bodies = bodies;
        this.key = key;
        this.writer = writer;
        this.pace = pace;
    }

    /** @param before when a file was written, at the latest; in milliseconds since 1970 */
    void run(long before) throws StoreException, IOException, Compaction.Stopped {
        long after = 0;
        List<BodyRow> rows;
        do {
            long began = System.nanoTime();
            rows = tables.database().bodies(after, 0, ROWS);
            pace.rest(System.nanoTime() - began);
            for (BodyRow row : rows) {
                after = row.id();
                if (row.form() == BodyForm.PLAIN && !passed.contains(row.place()) && isOlder(row.place(), before)) {
                    pack(row);
                }
            }
        } while (rows.size() == ROWS);
    }

    private boolean isOlder(long file, long before) throws IOException {
        try {
            return bodies.files().written(file) <= before;
        } catch (NoSuchFileException e) {
            return false; // it went meanwhile
        }
    }

    private void pack(BodyRow row) throws StoreException, IOException, Compaction.Stopped {
        SpoolFile packed = bodies.files().take();
        long number = 0;
        boolean named = false;
        try {
            long stored = write(row, packed);
            if (stored < 0) {
                passed.add(row.place());
                return;
            }
            number = bodies.settle(packed);
            requireSame(row, number);
            named = writer.submit(new PackBody(row, number, stored));
        } catch (OutcomeUnknown e) {
            named = true;
            throw e;
        } catch (NoSuchFileException e) {
            LOG.debug("a large message went meanwhile: {}", e.getMessage());
        } finally {
            if (number == 0) {
                bodies.discard(packed);
            } else {
                bodies.release(number, packed, named);
            }
        }
    }

    /** @return how many octets were written; negative if that would save too little, or what is there is not what was stored */
    private long write(BodyRow row, SpoolFile target) throws IOException, Compaction.Stopped {
        CRC32C checksum = key.checksum();
        try (StoredBodies.Reader plain = bodies.stored().open(0, row.place(), BodyForm.PLAIN, row.length());
            var blocks = new BlockFile(target, row.length())) {
            for (long at = 0; at < row.length(); at += block.length) {
                long began = System.nanoTime();
                int length = (int) Math.min(block.length, row.length() - at);
                plain.read(at, block, 0, length);
                checksum.update(block, 0, length);
                if (!blocks.add(block, length)) {
                    return -1;
                }
                pace.rest(System.nanoTime() - began);
            }
            if ((int) checksum.getValue() != row.checksum()) {
                LOG.error("body {} is not what was stored, and is left as it is: store verify tells more", row.id());
                return -1;
            }
            return blocks.end();
        }
    }

    /** What is read from the new file is what came: else the old one stays. */
    private void requireSame(BodyRow row, long number) throws IOException {
        CRC32C checksum = key.checksum();
        try (StoredBodies.Reader reader = bodies.stored().open(0, number, BodyForm.BLOCKS, row.length())) {
            for (long at = 0; at < row.length(); at += block.length) {
                int length = (int) Math.min(block.length, row.length() - at);
                reader.read(at, block, 0, length);
                checksum.update(block, 0, length);
            }
        }
        if ((int) checksum.getValue() != row.checksum()) {
            throw new IOException("body " + row.id() + " was compressed and is not the same");
        }
    }
}
