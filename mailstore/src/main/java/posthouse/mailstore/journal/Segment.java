package posthouse.mailstore.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The segment that is being written. While batches are small the file is filled with zeros some way ahead of its end, so that a
 * force finds its size and its blocks settled and only has the octets to write. Large batches let the file grow instead of
 * being written twice.
 */
final class Segment implements AutoCloseable {

    /** How far zeros are written ahead, and which batches are small. */
    private static final int AHEAD = 1 << 20;
    private static final int SMALL = 64 << 10;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    private static final Logger LOG = LogManager.getLogger(Segment.class);

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private long allocated;
    /** Whether there was too little space for zeros. */
    private boolean cramped;
    /** Where the buffer's octets belong. */
    private long position;

    private Segment(FileChannel channel) throws IOException {
        this.channel = channel;
        this.allocated = channel.size();
    }

    /** A new file with its header, forced, and its name too. One of this name can only be left from an attempt that failed, and is not used again. */
    static Segment create(Path file, SegmentHeader header) throws IOException {
        Files.deleteIfExists(file);
        return begin(file, header, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The same in a file that is there, with nothing but zeros: there is no space for more of them. */
    static Segment begin(Path file, SegmentHeader header) throws IOException {
        Segment segment = begin(file, header, StandardOpenOption.READ, StandardOpenOption.WRITE);
        segment.cramped = true;
        return segment;
    }

    private static Segment begin(Path file, SegmentHeader header, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, options);
        try {
            channel.write(header.encode(), 0);
            var segment = new Segment(channel);
            segment.fillAhead(SegmentHeader.SIZE);
            channel.force(true);
            Folders.force(file.toAbsolutePath().getParent());
            return segment;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file); // or the next start would force it again
            throw e;
        }
    }

    static Segment open(Path file) throws IOException {
        return new Segment(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** What is written to it goes to the file from this offset on; {@link #flush} when done. */
    OutputStream outputAt(long offset) {
        position = offset;
        buffer.clear();
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                int done = 0;
                while (done < length) {
                    if (!buffer.hasRemaining()) {
                        Segment.this.flush();
                    }
                    int next = Math.min(buffer.remaining(), length - done);
                    buffer.put(octets, from + done, next);
                    done += next;
                }
            }

            @Override
            public void flush() throws IOException {
                Segment.this.flush();
            }
        };
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
        }
        allocated = Math.max(allocated, position);
        buffer.clear();
    }

    /** Before a small batch at this offset: has zeros where it will stand, unless there are some, or there is too little space for all of them. */
    void prepare(long offset, long size) {
        if (size < SMALL && allocated - offset < size) {
            try {
                fillAhead(offset);
            } catch (IOException e) {
                cramped = true;
                LOG.debug("no zeros ahead of the journal's end: {}", e.toString()); // writing the batch tells more
            }
        }
    }

    private void fillAhead(long from) throws IOException {
        long target = from + AHEAD;
        while (allocated < target) {
            var zeros = ZEROS.duplicate();
            zeros.limit((int) Math.min(zeros.capacity(), target - allocated));
            allocated += channel.write(zeros, allocated);
        }
    }

    /** Returns when all that was written is on disk, the file's size included. Must not be called again once it failed. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Has no header where one stands: what was written there is given up, and never forced. */
    void spoil(long offset) throws IOException {
        channel.write(ByteBuffer.allocate(RecordHeader.SIZE), offset);
    }

    /** Cuts off the zeros behind the end. */
    void truncate(long end) throws IOException {
        channel.truncate(end);
        channel.force(true);
    }

    /** Ends it for now, forced, without the zeros; but where there was no space for more of them, they are kept for what comes. */
    void end(long end) throws IOException {
        if (cramped) {
            force();
        } else {
            truncate(end);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
