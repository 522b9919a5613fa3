package posthouse.mailstore.powercut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disk that remembers all that was done to the files of a folder, in order, so that {@link PowerCut} can tell what may be
 * left of them if the power fails at any moment. The files themselves are written too: who reads sees what was written.
 */
public final class Disk implements AutoCloseable {

    /** What was done. A file is known by a number, whatever its name. */
    public sealed interface Event {
        /** @param source where the octets stand in the disk's memory */
        record Write(int file, long position, long source, int length) implements Event {
        }

        record Truncate(int file, long size) implements Event {
        }

        record Force(int file) implements Event {
        }

        record Name(Path path, int file) implements Event {
        }

        record Unname(Path path) implements Event {
        }

        record Rename(Path from, Path to, int file) implements Event {
        }

        record ForceFolder(Path folder) implements Event {
        }

        /** Someone was told that something is done. */
        record Told(int user, int deeds) implements Event {
        }
    }

    private static final Map<Path, Disk> DISKS = new HashMap<>();

    private final Path root;
    /** A disk that says that it wrote, and didn't. */
    private final boolean lies;
    private final FileChannel octets;
    private final List<Event> events = new ArrayList<>();
    private final Map<Path, Integer> numbers = new HashMap<>();
    private long length;
    private int files;
    /** How many octets it has room for. */
    private long room = Long.MAX_VALUE;
    private int failingForces;
    /** Files of which a force failed, and those that were forced all the same later. */
    private final Set<Integer> failed = new HashSet<>();
    private final List<Path> forcedAgain = new ArrayList<>();

    /**
     * @param root the folder; what is in it already is on disk
     * @param memory a file to remember octets in
     */
    public Disk(Path root, Path memory, boolean lies) throws IOException {
        this.root = root.toAbsolutePath();
        this.lies = lies;
        this.octets = FileChannel.open(memory, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (var found = Files.walk(this.root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                numbers.put(file, ++files);
                note(new Event.Name(file, files));
                wrote(files, 0, ByteBuffer.wrap(Files.readAllBytes(file)));
                note(new Event.Force(files));
                note(new Event.ForceFolder(file.getParent()));
            }
        }
        synchronized (DISKS) {
            DISKS.put(this.root, this);
        }
    }

    /** The folder, for whoever is to write to this disk. */
    public Path path() {
        return RecordingFileSystem.path(root);
    }

    /** The disk that has this file. */
    static Disk of(Path file) {
        synchronized (DISKS) {
            return DISKS.entrySet().stream().filter(d -> file.toAbsolutePath().startsWith(d.getKey())).findFirst().orElseThrow().getValue();
        }
    }

    Path root() {
        return root;
    }

    /** All that was done, in order. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The octets of a write. */
    byte[] read(Event.Write write) throws IOException {
        var read = ByteBuffer.allocate(write.length());
        octets.read(read, write.source());
        return read.array();
    }

    /** Something is done to the disk, and noted: nothing else is noted in between. */
    interface Action<T> {
        T run() throws IOException;
    }

    synchronized <T> T act(Action<T> action) throws IOException {
        return action.run();
    }

    /** Opens a file as any system does, and notes it if it is new. */
    synchronized FileChannel open(Path file, Action<FileChannel> opening) throws IOException {
        if (Files.isDirectory(file)) {
            return new FolderChannel(opening.run(), () -> note(new Event.ForceFolder(file.toAbsolutePath())));
        }
        long before = Files.exists(file) ? Files.size(file) : -1;
        FileChannel channel = opening.run();
        if (before < 0) {
            numbers.put(file.toAbsolutePath(), ++files);
            note(new Event.Name(file.toAbsolutePath(), files));
        }
        int number = numbers.get(file.toAbsolutePath());
        if (channel.size() < before) {
            shrunk(before - channel.size());
            truncated(number, channel.size());
        }
        return new RecordingChannel(this, number, channel);
    }

    synchronized void deleted(Path file) {
        if (numbers.remove(file.toAbsolutePath()) != null) {
            note(new Event.Unname(file.toAbsolutePath()));
        }
    }

    synchronized void renamed(Path from, Path to) {
        int number = numbers.remove(from.toAbsolutePath());
        numbers.put(to.toAbsolutePath(), number);
        note(new Event.Rename(from.toAbsolutePath(), to.toAbsolutePath(), number));
    }

    synchronized void wrote(int file, long position, ByteBuffer written) throws IOException {
        int count = written.remaining();
        long source = length;
        for (long at = source; written.hasRemaining(); ) {
            at += octets.write(written, at);
        }
        length += count;
        note(new Event.Write(file, position, source, count));
    }

    synchronized void truncated(int file, long size) {
        note(new Event.Truncate(file, size));
    }

    /** From now on there is only room for so many octets more. */
    public synchronized void leave(long octets) {
        room = octets;
    }

    public synchronized long room() {
        return room;
    }

    /** From now on so many forces fail. */
    public synchronized void failForces(int times) {
        failingForces = times;
    }

    /** How many forces are still to fail. */
    public synchronized int failingForces() {
        return failingForces;
    }

    /** Files that were forced though a force of theirs had failed. */
    public synchronized List<Path> forcedAgain() {
        return List.copyOf(forcedAgain);
    }

    /** How many of so many octets, behind a file's end, there is room for. */
    synchronized int grow(long octets) {
        int granted = (int) Math.min(octets, room);
        room -= room == Long.MAX_VALUE ? 0 : granted;
        return granted;
    }

    /** Octets that a file gives back. */
    synchronized void shrunk(long octets) {
        room += room == Long.MAX_VALUE ? 0 : octets;
    }

    synchronized void forced(int file) throws IOException {
        if (failed.contains(file)) {
            numbers.entrySet().stream().filter(name -> name.getValue() == file).forEach(name -> forcedAgain.add(root.relativize(name.getKey())));
        }
        if (failingForces > 0) {
            failingForces--;
            failed.add(file);
            throw new IOException("Input/output error");
        }
        if (!lies) {
            note(new Event.Force(file));
        }
    }

    public synchronized void told(int user, int deeds) {
        note(new Event.Told(user, deeds));
    }

    private void note(Event event) {
        events.add(event);
    }

    @Override
    public void close() {
        synchronized (DISKS) {
            DISKS.remove(root);
        }
        try {
            octets.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
