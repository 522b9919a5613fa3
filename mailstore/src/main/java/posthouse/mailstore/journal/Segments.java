package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of a journal's folder. */
final class Segments {
    private static final String SUFFIX = ".journal";

    private final Path folder;
    private final NavigableMap<Integer, SegmentHeader> headers = new TreeMap<>();

    private Segments(Path folder) {
        this.folder = folder;
    }

    /** Reads the headers of all segments; a last one that was never begun (a crash while it was made) is removed. */
    static Segments in(Path folder) throws IOException {
        var segments = new Segments(folder);
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList()) {
                segments.add(file);
            }
        }
        segments.checkChain();
        return segments;
    }

    private void add(Path file) throws IOException {
        int number = number(file);
        var octets = ByteBuffer.allocate(SegmentHeader.SIZE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (octets.hasRemaining() && channel.read(octets) >= 0) {
                continue;
            }
        }
        headers.put(number, SegmentHeader.decode(octets.flip()));
    }

    private static int number(Path file) throws JournalDamaged {
        String name = file.getFileName().toString();
        try {
            return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw new JournalDamaged(file + " does not belong into a journal");
        }
    }

    private void checkChain() throws IOException {
        if (!headers.isEmpty() && headers.lastEntry().getValue() == null && isBlank(file(headers.lastKey()))) {
            Files.delete(file(headers.lastKey()));
            headers.pollLastEntry();
        }
        for (Map.Entry<Integer, SegmentHeader> entry : headers.entrySet()) {
            SegmentHeader header = entry.getValue();
            if (header == null || header.segment() != entry.getKey() || !header.key().equals(headers.firstEntry().getValue().key())) {
                throw new JournalDamaged("the journal is damaged: the beginning of " + file(entry.getKey()) + " is not what was written");
            }
        }
    }

    /** Fails if there is no such segment. Only who needs one can say that it is missing: those that nobody needs are removed. */
    void require(int segment) throws JournalDamaged {
        if (!headers.containsKey(segment)) {
            throw new JournalDamaged("the journal is damaged: " + file(segment) + " is missing");
        }
    }

    /** The sizes of all segments' files. */
    static NavigableMap<Integer, Long> sizes(Path folder) throws IOException {
        var sizes = new TreeMap<Integer, Long>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).toList()) {
                sizes.put(number(file), Files.size(file));
            }
        }
        return sizes;
    }

    /** Whether nothing but zeros stands where the first record would: the header was not forced, so nothing followed it. */
    private static boolean isBlank(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var octets = ByteBuffer.allocate(RecordHeader.SIZE);
            channel.read(octets, SegmentHeader.SIZE);
            return octets.flip().remaining() < RecordHeader.SIZE || octets.getInt() == 0;
        }
    }

    Path file(int segment) {
        return file(folder, segment);
    }

    static Path file(Path folder, int segment) {
        return folder.resolve(String.format("%08d%s", segment, SUFFIX));
    }

    boolean isEmpty() {
        return headers.isEmpty();
    }

    SegmentHeader first() {
        return headers.firstEntry().getValue();
    }

    SegmentHeader last() {
        return headers.lastEntry().getValue();
    }

    /** {@code null} if there is no such segment. */
    SegmentHeader get(int segment) {
        return headers.get(segment);
    }
}
