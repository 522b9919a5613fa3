package posthouse.mailstore.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import posthouse.mailstore.journal.Position;

/**
 * What belongs to a backup.
 *
 * @param store of which store it is: the key, as hexadecimal digits
 * @param end the place in the journal that it reaches to
 */
public record BackupIndex(String store, Instant created, Position end, List<Entry> files) {
    static final String NAME = "backup.index";
    private static final String TITLE = "posthouse-backup 1";

    public BackupIndex {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param path in the backup, with slashes
     * @param size how much of the file belongs to it
     * @param digest SHA-256 of that, as hexadecimal digits
     */
    public record Entry(String path, long size, String digest) {
    }

    public Map<String, Entry> byPath() {
        return files.stream().collect(Collectors.toMap(Entry::path, e -> e));
    }

    public long octets() {
        return files.stream().mapToLong(Entry::size).sum();
    }

    /**
     * @throws NoSuchFileException if there is no backup
     * @throws IOException if it is not what was written
     */
    public static BackupIndex read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no backup in " + folder);
        }
        String text = Files.readString(file);
        int end = text.lastIndexOf("sha256 ");
        if (!text.startsWith(TITLE + "\n") || end < 0 || !text.substring(end).strip().equals("sha256 " + digest(text.substring(0, end)))) {
            throw new IOException(file + " is not what was written");
        }
        List<String> lines = text.substring(0, end).lines().toList();
        String[] place = lines.get(3).substring("end ".length()).split(" ");
        var files = new ArrayList<Entry>();
        for (String line : lines.subList(4, lines.size())) {
            String[] words = line.split(" ", 3);
            files.add(new Entry(words[2], Long.parseLong(words[1]), words[0]));
        }
        return new BackupIndex(lines.get(1).substring("store ".length()), Instant.parse(lines.get(2).substring("created ".length())),
            new Position(Integer.parseInt(place[0]), Long.parseLong(place[1]), Long.parseLong(place[2]), Long.parseLong(place[3])), files);
    }

    String text() {
        var text = new StringBuilder(TITLE).append('\n');
        text.append("store ").append(store).append('\n').append("created ").append(created).append('\n');
        text.append("end ").append(end.segment()).append(' ').append(end.offset()).append(' ').append(end.batch()).append(' ').append(end.sequence())
            .append('\n');
        files.forEach(f -> text.append(f.digest).append(' ').append(f.size).append(' ').append(f.path).append('\n'));
        return text + "sha256 " + digest(text.toString()) + "\n";
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
