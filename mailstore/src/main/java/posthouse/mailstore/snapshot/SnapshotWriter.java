package posthouse.mailstore.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import posthouse.mailstore.journal.PayloadWriter;
import posthouse.mailstore.journal.StoreKey;

/** Writes a snapshot: {@link #table}, its rows, the next table, and {@link #end}. The stream is the caller's. */
public final class SnapshotWriter implements AutoCloseable {
    static final int MAGIC = 0x50485342; // "PHSB"
    static final int VERSION = 1;
    /** Magic, format version and kind, stored length, length, checksum. */
    static final int HEAD = 20;
    static final int HEADER = 1;
    static final int TABLE = 2;
    static final int ROWS = 3;
    static final int END = 4;

    private static final int BLOCK = 128 << 10;

    private final OutputStream out;
    private final StoreKey key;
    private final PayloadWriter rows = new PayloadWriter();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32C checksums = new CRC32C();
    private List<TableShape.Column> columns = List.of();
    private long count;
    private byte[] deflated = new byte[BLOCK];

    public SnapshotWriter(OutputStream out, SnapshotHeader header) throws IOException {
        this.out = out;
        this.key = header.key();
        block(HEADER, header.encode());
    }

    /** Begins a table. */
    public void table(TableShape table) throws IOException {
        flush();
        columns = table.columns();
        block(TABLE, new PayloadWriter().text(table.name()).list(columns, (to, c) -> to.text(c.name()).octet(c.kind().ordinal())).toOctets());
    }

    /** A row of the table, its values in the order of the columns. */
    public void row(Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            rows.octet(values[i] == null ? 0 : 1);
            if (values[i] != null) {
                value(columns.get(i).kind(), values[i]);
            }
        }
        count++;
        if (rows.size() >= BLOCK) {
            flush();
        }
    }

    private void value(TableShape.Kind kind, Object value) {
        switch (kind) {
            case NUMBER -> rows.signed((Long) value);
            case TEXT -> rows.text((String) value);
            case OCTETS -> rows.octets((byte[]) value);
            case TRUTH -> rows.octet((Boolean) value ? 1 : 0);
        }
    }

    private void flush() throws IOException {
        if (rows.size() > 0) {
            block(ROWS, rows.toOctets());
            rows.clear();
        }
    }

    /** Says that this is all. */
    public void end() throws IOException {
        flush();
        block(END, new PayloadWriter().number(count).number(checksums.getValue()).toOctets());
        out.flush();
    }

    private void block(int kind, byte[] octets) throws IOException {
        int length = deflate(octets);
        byte[] stored = length < octets.length ? deflated : octets;
        length = Math.min(length, octets.length);
        var head = ByteBuffer.allocate(HEAD).putInt(MAGIC).putShort((short) VERSION).putShort((short) kind).putInt(length).putInt(octets.length);
        CRC32C checksum = key.checksum();
        checksum.update(head.array(), 0, HEAD - 4);
        checksum.update(stored, 0, length);
        head.putInt((int) checksum.getValue());
        checksums.update(head.array(), HEAD - 4, 4);
        out.write(head.array());
        out.write(stored, 0, length);
    }

    /** @return how many octets of {@link #deflated}; no fewer than there were if it doesn't help */
    private int deflate(byte[] octets) {
        if (deflated.length < octets.length) {
            deflated = new byte[octets.length];
        }
        deflater.reset();
        deflater.setInput(octets);
        deflater.finish();
        int length = deflater.deflate(deflated, 0, octets.length);
        return deflater.finished() ? length : octets.length;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
