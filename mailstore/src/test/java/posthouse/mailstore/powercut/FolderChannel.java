package posthouse.mailstore.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A folder that is open, to be forced. */
final class FolderChannel extends ForwardingChannel {
    private final Runnable forced;

    FolderChannel(FileChannel real, Runnable forced) {
        super(real);
        this.forced = forced;
    }

    @Override
    public void force(boolean metaData) {
        forced.run();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new IOException("a folder");
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        throw new IOException("a folder");
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        throw new IOException("a folder");
    }
}
