package posthouse.mailstore.journal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written from its beginning to its end, and then put on disk. */
public final class ForcedFile extends FilterOutputStream {
    private static final int BUFFER = 256 << 10;

    private final FileChannel channel;

    private ForcedFile(FileChannel channel, OutputStream out) {
        super(out);
        this.channel = channel;
    }

    /** Makes it, or empties it. */
    public static ForcedFile create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new ForcedFile(channel, new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        out.write(octets, from, length);
    }

    /** Returns when all of it is on disk. */
    public void force() throws IOException {
        out.flush();
        channel.force(true);
    }
}
