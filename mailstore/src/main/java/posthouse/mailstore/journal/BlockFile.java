package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Writes a body in blocks ({@link BodyForm}) to a file of its own, one block after the other. */
public final class BlockFile implements AutoCloseable {
    /** How many octets a block has, but for the last one. */
    public static final int BLOCK = BodyForm.BLOCK;
    /** With so many octets it is known whether compressing the body helps. */
    private static final long SAMPLE = 1 << 20;

    private final SpoolFile file;
    private final ByteBuffer entries;
    private final byte[] deflated = new byte[BLOCK];
    private final Deflater deflater = new Deflater(6, true);
    private long plain;
    private long stored;

    /** @param length of the body */
    public BlockFile(SpoolFile file, long length) throws IOException {
        this.file = file;
        this.entries = ByteBuffer.allocate(4 * BodyForm.blocks(length));
        this.stored = entries.capacity();
        file.write(entries.array(), 0, entries.capacity());
    }

    /** @return {@code false} if it is clear by now that this saves too little */
    public boolean add(byte[] octets, int length) throws IOException {
        deflater.reset();
        deflater.setInput(octets, 0, length);
        deflater.finish();
        int size = deflater.deflate(deflated, 0, length);
        boolean raw = !deflater.finished();
        entries.putInt(raw ? length | BodyForm.RAW : size);
        file.write(raw ? octets : deflated, 0, raw ? length : size);
        plain += length;
        stored += raw ? length : size;
        return plain < SAMPLE || BodyForm.isWorth(stored, plain);
    }

    /** Says in front where each block is. @return how many octets the file has */
    public long end() throws IOException {
        file.rewrite(0, entries.array());
        return stored;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
