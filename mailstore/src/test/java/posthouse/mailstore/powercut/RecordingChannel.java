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
            long inside = Math.max(0, Math.min(source.remaining(), real.size() - position));
            int beyond = disk.grow(source.remaining() - inside);
            if (inside + beyond == 0 && source.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            octets.limit(octets.position() + (int) inside + beyond);
            ByteBuffer some = octets.duplicate();
            int written = real.write(some, position);
            source.position(source.position() + written);
            octets.limit(octets.position() + written);
            disk.wrote(file, position, octets);
            return written;
        });
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        return disk.act(() -> {
            if (size < real.size()) {
                disk.shrunk(real.size() - size);
                real.truncate(size);
                disk.truncated(file, size);
            }
            return this;
        });
    }

    /** The real file need not be forced: the power of this machine stays on. */
    @Override
    public void force(boolean metaData) throws IOException {
        disk.forced(file);
    }
}
