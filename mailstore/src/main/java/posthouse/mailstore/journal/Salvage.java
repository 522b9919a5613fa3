package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * In relaxed durability a segment whose force failed may have batches that were acknowledged before. They are put on disk in another file,
 * which takes the place of the one that failed: that one is never forced again.
 */
final class Salvage {

    private Salvage() {
    }

    /** @param end behind the last batch of the segment that failed */
    static void run(Path folder, Position end) throws IOException {
        Path failed = Segments.file(folder, end.segment());
        requireWhole(folder, end);
        Path copy = failed.resolveSibling(failed.getFileName() + ".copy");
        Files.deleteIfExists(copy);
        try (FileChannel from = FileChannel.open(failed, StandardOpenOption.READ);
            FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < end.offset(); ) {
                at += from.transferTo(at, end.offset() - at, to);
            }
            to.force(true);
            Files.move(copy, failed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.force(folder);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** That the system still has what the disk did not take. */
    private static void requireWhole(Path folder, Position end) throws IOException {
        Segments found = Segments.in(folder);
        Position read = new Replay(found, found.get(end.segment()).start()).readSegment(end.offset(), (mutations, place) -> { });
        if (read.offset() != end.offset()) {
            throw new JournalDamaged(found.file(end.segment()) + " has lost what was written last: the next start goes on without it");
        }
    }
}
