package posthouse.mailstore.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in which a message grows that is too large for memory. Nothing of it outlives a crash unless a record names it. */
public final class SpoolFile implements BodySource, AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final FileChannel channel;
    private final Path file;
    private final long number;
    private long size;
    private boolean spoiled;

    /** A new one, which becomes no body file. */
    public SpoolFile(Path file) throws IOException {
        this.file = file;
        this.number = 0;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** One that is there, empty. */
    SpoolFile(Path file, long number) throws IOException {
        this.file = file;
        this.number = number;
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What it is called as a body file; 0 if it can be none. */
    long number() {
        return number;
    }

    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) { // small pieces: NIO keeps a direct buffer of the largest for every thread
            var chunk = ByteBuffer.wrap(octets, offset + done, Math.min(CHUNK, length - done));
            while (chunk.hasRemaining()) {
                int written = channel.write(chunk, size);
                size += written;
                done += written;
            }
        }
    }

    /** Writes over octets that are there. */
    void rewrite(long position, byte[] octets) throws IOException {
        for (var rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) {
            channel.write(rest, position + rest.position());
        }
    }

    /** Reads so many octets, which are there. */
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        var into = ByteBuffer.wrap(target, offset, length);
        for (int done = 0; done < length; ) {
            into.limit(offset + Math.min(length, done + CHUNK));
            int read = channel.read(into, position + done);
            if (read < 0) {
                throw new IOException(file + " is shorter than it was");
            }
            done += read;
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < size; ) {
            int read = channel.read(chunk.clear(), at);
            if (read < 0) {
                throw new IOException(file + " is shorter than it was");
            }
            out.write(chunk.array(), 0, read);
            at += read;
        }
    }

    /** Puts its octets on disk. */
    void force() throws IOException {
        spoiled = true;
        channel.force(false);
        spoiled = false;
    }

    /** Whether a force failed: then it is of no use for anything any more. */
    boolean isSpoiled() {
        return spoiled;
    }

    /** Closes it, with nothing in it any more. */
    void empty() throws IOException {
        try (channel) {
            channel.truncate(0);
        }
    }

    /** Closes it; the file stays. */
    public void release() throws IOException {
        channel.close();
    }

    /** Closes and removes it. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
