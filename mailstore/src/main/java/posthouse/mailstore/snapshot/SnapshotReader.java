package posthouse.mailstore.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import posthouse.mailstore.journal.PayloadReader;
import posthouse.mailstore.journal.StoreKey;

/** Reads a snapshot: table by table, row by row. All of it was read, and is whole, once there is no further table. */
public final class SnapshotReader implements AutoCloseable {
    private static final int MAX_BLOCK = 256 << 20;

    private final InputStream in;
    private final SnapshotHeader header;
    private final CRC32C checksums = new CRC32C();
    private final Inflater inflater = new Inflater(true);
    private StoreKey key;
    private int kind;
    private PayloadReader block;
    private TableShape table;
    private long count;
    private long total;

    /** @param in buffered; closed with this */
    public SnapshotReader(InputStream in) throws IOException {
        this.in = in;
        byte[] octets = next();
        header = header(octets);
        key = header.key();
        block = new PayloadReader(new byte[0]);
        advance();
    }

    private static SnapshotHeader header(byte[] octets) throws SnapshotDamaged {
        try {
            return SnapshotHeader.decode(octets);
        } catch (RuntimeException e) { // its checksum is not known yet
            throw new SnapshotDamaged("a snapshot is damaged");
        }
    }

    public SnapshotHeader header() {
        return header;
    }

    /** The next table, or {@code null} at the end. Rows of the one before that were not read are passed over. */
    public TableShape nextTable() throws IOException {
        while (kind == SnapshotWriter.ROWS) {
            advance();
        }
        if (kind == SnapshotWriter.END) {
            return null;
        }
        table = new TableShape(block.text(), block.list(from -> new TableShape.Column(from.text(), TableShape.Kind.values()[from.octet()])));
        advance();
        return table;
    }

    /** The next row of the table, or {@code null} behind its last one. */
    public Object[] nextRow() throws IOException {
        while (kind == SnapshotWriter.ROWS && block.atEnd()) {
            advance();
        }
        if (kind != SnapshotWriter.ROWS) {
            return null;
        }
        var values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = block.octet() == 0 ? null : value(table.columns().get(i).kind());
        }
        count++;
        return values;
    }

    /**
     * Reads all of it.
     *
     * @return how many rows there are
     */
    public long verify() throws IOException {
        while (nextTable() != null) {
            while (nextRow() != null) {
                continue;
            }
        }
        if (count != total) {
            throw new SnapshotDamaged("a snapshot is not whole");
        }
        return count;
    }

    private Object value(TableShape.Kind of) {
        return switch (of) {
            case NUMBER -> (Object) block.signed();
            case TEXT -> block.text();
            case OCTETS -> block.octets();
            case TRUTH -> block.octet() == 1;
        };
    }

    private void advance() throws IOException {
        long before = checksums.getValue();
        block = new PayloadReader(next());
        if (kind == SnapshotWriter.END) {
            total = block.number();
            if (block.number() != before || in.read() >= 0) {
                throw new SnapshotDamaged("a snapshot is not whole");
            }
        }
    }

    private byte[] next() throws IOException {
        byte[] head = in.readNBytes(SnapshotWriter.HEAD);
        var from = ByteBuffer.wrap(head);
        if (head.length < SnapshotWriter.HEAD || from.getInt() != SnapshotWriter.MAGIC) {
            throw new SnapshotDamaged("a snapshot ends too early");
        }
        if (from.getShort() > SnapshotWriter.VERSION) {
            throw new SnapshotDamaged("a snapshot was written by a newer version of Posthouse");
        }
        kind = from.getShort();
        int stored = from.getInt();
        int length = from.getInt();
        if (stored < 0 || stored > length || length > MAX_BLOCK) {
            throw new SnapshotDamaged("a snapshot is damaged");
        }
        byte[] octets = in.readNBytes(stored);
        if (octets.length < stored) {
            throw new SnapshotDamaged("a snapshot ends too early");
        }
        byte[] plain = stored == length ? octets : inflate(octets, length);
        check(head, octets, plain);
        checksums.update(head, SnapshotWriter.HEAD - 4, 4);
        return plain;
    }

    /** The first block says itself what its checksum begins with. */
    private void check(byte[] head, byte[] octets, byte[] plain) throws SnapshotDamaged {
        CRC32C checksum = (key == null ? header(plain).key() : key).checksum();
        checksum.update(head, 0, SnapshotWriter.HEAD - 4);
        checksum.update(octets, 0, octets.length);
        if ((int) checksum.getValue() != ByteBuffer.wrap(head).getInt(SnapshotWriter.HEAD - 4)) {
            throw new SnapshotDamaged("a snapshot is damaged");
        }
    }

    private byte[] inflate(byte[] octets, int length) throws SnapshotDamaged {
        try {
            var plain = new byte[length];
            inflater.reset();
            inflater.setInput(octets);
            if (inflater.inflate(plain) != length) {
                throw new SnapshotDamaged("a snapshot is damaged");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new SnapshotDamaged("a snapshot is damaged");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
