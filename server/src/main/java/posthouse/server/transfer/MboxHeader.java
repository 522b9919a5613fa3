package posthouse.server.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.mailstore.Flags;

/**
 * The header of a message in an mbox file: what programs keep there for themselves (flags, keywords, numbers, lengths) is taken out and told.
 */
final class MboxHeader {
    private static final Set<String> OWN = Set.of("status", "x-status", "x-keywords", "x-uid", "x-imap", "x-imapbase", "content-length", "lines",
        "x-mozilla-status", "x-mozilla-status2", "x-mozilla-keys");
    private static final int MOZILLA_READ = 1;
    private static final int MOZILLA_REPLIED = 2;
    private static final int MOZILLA_MARKED = 4;
    private static final int MOZILLA_EXPUNGED = 8;
    private static final int MOZILLA_FORWARDED = 0x1000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Set<Flags.System> system = EnumSet.noneOf(Flags.System.class);
    private final List<String> keywords = new ArrayList<>();
    private boolean dropping;
    private boolean internal;
    private boolean expunged;
    private long contentLength = -1;

    /** Takes a line with its end. */
    void line(byte[] line) {
        boolean continued = line.length > 0 && (line[0] == ' ' || line[0] == '\t');
        if (!continued) {
            String text = new String(line, StandardCharsets.ISO_8859_1).strip();
            int colon = text.indexOf(':');
            String name = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            dropping = OWN.contains(name);
            if (dropping) {
                own(name, text.substring(colon + 1).strip());
            }
            internal |= name.equals("subject") && text.endsWith("FOLDER INTERNAL DATA");
        }
        if (!dropping) {
            kept.write(line, 0, line.length);
        }
    }

    private void own(String name, String value) {
        switch (name) {
            case "status", "x-status" -> value.chars().forEach(c -> status((char) c));
            case "x-keywords", "x-mozilla-keys" -> Stream.of(value.split("\\s+")).filter(ImportedKeyword::isAtom).forEach(keywords::add);
            case "content-length" -> contentLength = value.matches("\\d{1,15}") ? Long.parseLong(value) : -1;
            case "x-mozilla-status" -> mozilla(value);
            default -> { } // numbers of another server
        }
    }

    private void status(char letter) {
        switch (letter) {
            case 'R' -> system.add(Flags.System.SEEN);
            case 'A' -> system.add(Flags.System.ANSWERED);
            case 'F' -> system.add(Flags.System.FLAGGED);
            case 'D' -> system.add(Flags.System.DELETED);
            case 'T' -> system.add(Flags.System.DRAFT);
            default -> { } // O: old
        }
    }

    private void mozilla(String value) {
        int bits = value.matches("[0-9a-fA-F]{1,4}") ? Integer.parseInt(value, 16) : 0;
        mark(bits & MOZILLA_READ, Flags.System.SEEN);
        mark(bits & MOZILLA_REPLIED, Flags.System.ANSWERED);
        mark(bits & MOZILLA_MARKED, Flags.System.FLAGGED);
        expunged = (bits & MOZILLA_EXPUNGED) != 0;
        if ((bits & MOZILLA_FORWARDED) != 0) {
            keywords.add("$Forwarded");
        }
    }

    private void mark(int bit, Flags.System flag) {
        if (bit != 0) {
            system.add(flag);
        }
    }

    /** The lines that are the message's own. */
    byte[] kept() {
        return kept.toByteArray();
    }

    Flags flags() {
        return Flags.of(system, keywords);
    }

    /** Octets of the body, as a program noted them; -1 if none did. */
    long contentLength() {
        return contentLength;
    }

    /** Whether it is no mail: what a program keeps there about the folder, or what was expunged and is not compacted away yet. */
    boolean isNoMail() {
        return internal || expunged;
    }

    int size() {
        return kept.size();
    }
}
