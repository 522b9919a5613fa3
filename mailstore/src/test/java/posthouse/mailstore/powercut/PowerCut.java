package posthouse.mailstore.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import posthouse.mailstore.powercut.Disk.Event;

/**
 * Plays what a {@link Disk} remembers up to some moment, and lays out what a power cut may leave: all that was forced, and of
 * the rest any page as it was at any time since, some of them torn in their sectors; file names that were not forced may be
 * there or not. Moments are taken in ascending order.
 */
public final class PowerCut {
    private static final int PAGE = 4096;
    private static final int SECTOR = 512;

    private final Disk disk;
    private final List<Event> events;
    private final Path base;
    private final Random random;
    private int next;
    /** What was done to each file since it was forced. */
    private final Map<Integer, List<Event>> unforced = new HashMap<>();
    private final Map<Path, Integer> names = new LinkedHashMap<>();
    private final List<Event> unforcedNames = new ArrayList<>();

    /** @param base an empty folder for the octets that are on the disk for certain */
    public PowerCut(Disk disk, Path base, Random random) {
        this.disk = disk;
        this.events = disk.events();
        this.base = base;
        this.random = random;
    }

    /** Goes on until just before this event, and lays out the files in an empty folder. */
    public void at(int moment, Path image) throws IOException {
        for (; next < moment; next++) {
            play(events.get(next));
        }
        try (var folders = Files.walk(disk.root())) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.createDirectories(image.resolve(disk.root().relativize(folder).toString()));
            }
        }
        for (Map.Entry<Path, Integer> name : namesLeft().entrySet()) {
            lay(name.getValue(), image.resolve(disk.root().relativize(name.getKey()).toString()));
        }
    }

    private void play(Event event) throws IOException {
        if (event instanceof Event.Write write) {
            unforced.computeIfAbsent(write.file(), f -> new ArrayList<>()).add(write);
        } else if (event instanceof Event.Truncate truncate) {
            unforced.computeIfAbsent(truncate.file(), f -> new ArrayList<>()).add(truncate);
        } else if (event instanceof Event.Force force) {
            keep(force.file());
        } else if (event instanceof Event.ForceFolder forced) {
            for (Event change : List.copyOf(unforcedNames)) {
                if (folders(change).contains(forced.folder())) {
                    change(names, change);
                    unforcedNames.remove(change);
                }
            }
        } else if (!(event instanceof Event.Told)) {
            unforcedNames.add(event);
        }
    }

    private Path file(int number) {
        return base.resolve(Integer.toString(number));
    }

    /** What was done to a file is on disk now. */
    private void keep(int number) throws IOException {
        List<Event> done = unforced.remove(number);
        try (FileChannel file = open(file(number))) {
            for (Event event : done == null ? List.<Event>of() : done) {
                if (event instanceof Event.Write write) {
                    write(file, write.position(), disk.read(write));
                } else if (event instanceof Event.Truncate truncate) {
                    file.truncate(truncate.size());
                }
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel file, long position, byte[] octets) throws IOException {
        for (var rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) {
            file.write(rest, position + rest.position());
        }
    }

    /** Which folder must be forced for a change of names to be on disk: a rename is whole when its new name is. */
    private static Set<Path> folders(Event change) {
        if (change instanceof Event.Name name) {
            return Set.of(name.path().getParent());
        } else if (change instanceof Event.Rename rename) {
            return Set.of(rename.to().getParent());
        }
        return Set.of(((Event.Unname) change).path().getParent());
    }

    private static void change(Map<Path, Integer> names, Event change) {
        if (change instanceof Event.Name name) {
            names.put(name.path(), name.file());
        } else if (change instanceof Event.Rename rename) {
            names.values().removeIf(f -> f == rename.file());
            names.put(rename.to(), rename.file());
        } else if (change instanceof Event.Unname unname) {
            names.remove(unname.path());
        }
    }

    private Map<Path, Integer> namesLeft() {
        var left = new LinkedHashMap<>(names);
        unforcedNames.stream().filter(c -> random.nextBoolean()).forEach(c -> change(left, c));
        return left;
    }

    private void lay(int number, Path target) throws IOException {
        if (Files.exists(file(number))) {
            Files.copy(file(number), target);
        }
        try (FileChannel file = open(target)) {
            var pages = new TreeMap<Long, List<Event.Write>>();
            for (Event event : unforced.getOrDefault(number, List.of())) {
                if (event instanceof Event.Truncate truncate && random.nextBoolean()) {
                    file.truncate(truncate.size());
                } else if (event instanceof Event.Write write) {
                    for (long page = write.position() / PAGE; page <= (write.position() + write.length() - 1) / PAGE; page++) {
                        pages.computeIfAbsent(page, p -> new ArrayList<>()).add(write);
                    }
                }
            }
            for (Map.Entry<Long, List<Event.Write>> page : pages.entrySet()) {
                layPage(file, page.getKey() * PAGE, page.getValue());
            }
        }
    }

    /** The page as it was at some time; now and then each sector as it was at another. */
    private void layPage(FileChannel file, long start, List<Event.Write> writes) throws IOException {
        if (random.nextInt(4) > 0) {
            lay(file, start, PAGE, writes.subList(0, random.nextInt(writes.size() + 1)));
            return;
        }
        for (long sector = start; sector < start + PAGE; sector += SECTOR) {
            lay(file, sector, SECTOR, writes.subList(0, random.nextInt(writes.size() + 1)));
        }
    }

    private void lay(FileChannel file, long start, int length, List<Event.Write> writes) throws IOException {
        for (Event.Write write : writes) {
            long from = Math.max(start, write.position());
            long to = Math.min(start + length, write.position() + write.length());
            if (from < to) {
                var part = new Event.Write(write.file(), from, write.source() + from - write.position(), (int) (to - from));
                write(file, from, disk.read(part));
            }
        }
    }
}
