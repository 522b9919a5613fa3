package posthouse.imap.metadata;

import java.util.Locale;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/**
 * The name of an entry: RFC 5464 3.1, 5.
 *
 * @param given as the client spelled it
 * @param path behind {@code /private} or {@code /shared}, in small letters; may be empty
 */
public record Entry(String given, boolean shared, String path) {

    static final String PRIVATE = "/private";
    static final String SHARED = "/shared";
    private static final int LONGEST = 900;

    public static Entry parse(ImapReader in) throws BadSyntax {
        String given = in.astring();
        String name = given.toLowerCase(Locale.ROOT);
        boolean shared = name.equals(SHARED) || name.startsWith(SHARED + "/");
        if (!shared && !name.equals(PRIVATE) && !name.startsWith(PRIVATE + "/")) {
            throw new BadSyntax("an entry begins with /private or /shared");
        }
        String path = name.substring((shared ? SHARED : PRIVATE).length());
        if (path.endsWith("/") || path.contains("//") || path.length() > LONGEST || !path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '*' && c != '%')) {
            throw new BadSyntax("not the name of an entry");
        }
        return new Entry(given, shared, path);
    }

    /** The whole name of another entry of the same kind. */
    String named(String otherPath) {
        return (shared ? SHARED : PRIVATE) + otherPath;
    }

    /** How many levels another path lies below this one; negative if it doesn't. */
    int levelsAbove(String otherPath) {
        if (otherPath.equals(path)) {
            return 0;
        }
        return otherPath.startsWith(path + "/") ? (int) otherPath.substring(path.length()).chars().filter(c -> c == '/').count() : -1;
    }
}
