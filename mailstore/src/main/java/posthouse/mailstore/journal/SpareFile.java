package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Zeros that have their blocks of the disk: where others have filled it up to the last octet, this becomes the next segment, and mail can
 * still be flagged, moved and deleted. A file system that writes elsewhere what is written again (btrfs, ZFS) doesn't keep this promise.
 */
final class SpareFile {
    /** Room for some ten thousand commands that bring no mail. */
    private static final long SIZE = 4 << 20;
    private static final int CHUNK = 64 << 10;

    private final Path file;

    SpareFile(Path folder) {
        this.file = folder.resolve("spare");
    }

    /** Makes it, unless it is there. */
    void keep() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path unfinished = file.resolveSibling("spare.new");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < SIZE; ) {
                at += channel.write(ByteBuffer.allocate(CHUNK), at);
            }
            channel.force(true);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Gives it another name. @return whether there was one */
    boolean becomes(Path target) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
