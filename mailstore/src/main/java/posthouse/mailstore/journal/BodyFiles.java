package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** Large bodies, each in a file of its own, in 256 folders. A file that no record names is nobody's. */
public final class BodyFiles implements AutoCloseable {
    private final Path folder;
    private final ReservedFiles reserved;

    public BodyFiles(Path folder) throws IOException {
        this.folder = Folders.create(folder);
        this.reserved = new ReservedFiles(this::path, folder.resolveSibling(folder.getFileName() + ".closed"));
    }

    /** Has some files made ahead; not before {@link #removeUnless}. */
    public void prepare() {
        reserved.prepare();
    }

    /** A file for a message to grow in. */
    public SpoolFile take() throws IOException {
        return reserved.take();
    }

    /** A message that grew in a file is not kept there. */
    public void giveBack(SpoolFile spooled) throws IOException {
        reserved.giveBack(spooled);
    }

    /** Makes a spooled message a body file: its name is on disk, its octets are forced. A record may name it now. */
    public long settle(SpoolFile spooled) throws IOException {
        spooled.force();
        reserved.settled(spooled.number());
        return spooled.number();
    }

    /** Whether it is, or may become, a message's that is not stored yet. */
    public boolean isReserved(Path file) {
        return reserved.isReserved(number(file));
    }

    /** Whether there can be no files but those that are named. */
    public boolean wasClosed() {
        return reserved.wasClosed();
    }

    @Override
    public void close() {
        reserved.close();
    }

    Path path(long number) {
        String name = String.format("%016x", number);
        return folder.resolve(name.substring(14)).resolve(name);
    }

    /** Removes files that no record names: after a crash, before anyone can add one. */
    public int removeUnless(LongPredicate named) throws IOException {
        int removed = 0;
        for (Path file : files()) {
            if (!named.test(number(file))) {
                Files.delete(file);
                removed++;
            }
        }
        return removed;
    }

    /** The numbers of all files, but for those that wait for a message. */
    public Set<Long> numbers() throws IOException {
        var numbers = new HashSet<Long>();
        for (Path file : files()) {
            if (!isReserved(file)) {
                numbers.add(number(file));
            }
        }
        return numbers;
    }

    /** When a file of this number was written, in milliseconds since 1970. */
    public long written(long number) throws IOException {
        return Files.getLastModifiedTime(path(number)).toMillis();
    }

    private static long number(Path file) {
        return Long.parseUnsignedLong(file.getFileName().toString(), 16);
    }

    private List<Path> files() throws IOException {
        var found = new ArrayList<Path>();
        try (var folders = Files.list(folder)) {
            for (Path each : folders.toList()) {
                try (var files = Files.list(each)) {
                    files.filter(f -> f.getFileName().toString().matches("[0-9a-f]{16}")).forEach(found::add);
                }
            }
        }
        return found;
    }
}
