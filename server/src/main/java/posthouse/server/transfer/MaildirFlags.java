package posthouse.server.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import posthouse.mailstore.Flags;

/**
 * Flags at the end of a file's name: {@code :2,FS}. Small letters are keywords, whose names stand in the folder's file {@code dovecot-keywords}.
 */
final class MaildirFlags {
    private static final String FILE = "dovecot-keywords";
    private static final String FORWARDED = "$Forwarded";
    private static final int LETTERS = 26;

    private final Path file;
    private final List<String> keywords = new ArrayList<>();
    private boolean changed;

    MaildirFlags(Path folder) throws IOException {
        file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        var byNumber = new TreeMap<Integer, String>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] words = line.strip().split(" ", 2);
            if (words.length == 2 && words[0].matches("\\d{1,2}") && Integer.parseInt(words[0]) < LETTERS) {
                byNumber.put(Integer.parseInt(words[0]), words[1]);
            }
        }
        for (int i = 0; !byNumber.isEmpty() && i <= byNumber.lastKey(); i++) {
            keywords.add(byNumber.getOrDefault(i, ""));
        }
    }

    /** Where the flags begin in a name; its end if there are none. */
    static int start(String name) {
        for (String separator : new String[] {":2,", "!2,", ";2,"}) {
            int found = name.lastIndexOf(separator);
            if (found >= 0) {
                return found;
            }
        }
        return name.length();
    }

    Flags read(String name) {
        Set<Flags.System> system = EnumSet.noneOf(Flags.System.class);
        var words = new ArrayList<String>();
        int start = start(name);
        for (char letter : name.substring(Math.min(start + 3, name.length())).toCharArray()) {
            switch (letter) {
                case 'S' -> system.add(Flags.System.SEEN);
                case 'R' -> system.add(Flags.System.ANSWERED);
                case 'F' -> system.add(Flags.System.FLAGGED);
                case 'T' -> system.add(Flags.System.DELETED);
                case 'D' -> system.add(Flags.System.DRAFT);
                case 'P' -> words.add(FORWARDED);
                default -> keyword(letter - 'a').filter(ImportedKeyword::isAtom).ifPresent(words::add);
            }
        }
        return Flags.of(system, words);
    }

    private Optional<String> keyword(int number) {
        return number >= 0 && number < keywords.size() ? Optional.of(keywords.get(number)) : Optional.empty();
    }

    /** {@code :2,} and letters, in their order; keywords beyond the 26th of a folder have none. */
    String write(Flags flags) {
        var letters = new StringBuilder();
        append(letters, flags, Flags.System.DRAFT, 'D');
        append(letters, flags, Flags.System.FLAGGED, 'F');
        letters.append(flags.has(FORWARDED) ? "P" : "");
        append(letters, flags, Flags.System.ANSWERED, 'R');
        append(letters, flags, Flags.System.SEEN, 'S');
        append(letters, flags, Flags.System.DELETED, 'T');
        flags.keywords().stream().filter(k -> !k.equalsIgnoreCase(FORWARDED)).mapToInt(this::number).filter(n -> n >= 0).sorted()
            .forEach(n -> letters.append((char) ('a' + n)));
        return ":2," + letters;
    }

    private static void append(StringBuilder letters, Flags flags, Flags.System flag, char letter) {
        letters.append(flags.has(flag) ? String.valueOf(letter) : "");
    }

    private int number(String keyword) {
        for (int i = 0; i < keywords.size(); i++) {
            if (keywords.get(i).equalsIgnoreCase(keyword)) {
                return i;
            }
        }
        if (keywords.size() == LETTERS) {
            return -1;
        }
        keywords.add(keyword);
        changed = true;
        return keywords.size() - 1;
    }

    void save() throws IOException {
        if (changed) {
            var lines = new ArrayList<String>();
            for (int i = 0; i < keywords.size(); i++) {
                lines.add(i + " " + keywords.get(i));
            }
            Files.write(file, lines, StandardCharsets.UTF_8);
        }
    }
}
