package posthouse.mailstore.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is open, on a disk that remembers. */
final class RecordingChannel extends ForwardingChannel {
    private final Disk disk;
    private final int file;

    RecordingChannel(Disk disk, int file, FileChannel real) {
        super(real);
        this.disk = disk;
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return disk.act(() -> {
            long position = real.position();
            int written = write(source, position);
            real.position(position + written);
            return written;
        });
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return disk.act(() -> {
            ByteBuffer octets = source.duplicate();
            int written = real.write(source, position);
            octets.limit(octets.position() + written);
            disk.wrote(file, position, octets);
            return written;
        });
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        return disk.act(() -> {
            if (size < real.size()) {
                real.truncate(size);
                disk.truncated(file, size);
            }
            return this;
        });
    }

    /** The real file need not be forced: the power of this machine stays on. */
    @Override
    public void force(boolean metaData) {
        disk.forced(file);
    }
}
