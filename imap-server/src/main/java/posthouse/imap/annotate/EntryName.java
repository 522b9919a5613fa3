package posthouse.imap.annotate;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** The name of an entry: RFC 5257 3.2, 3.2.1. It is told as it was set: names differ by case. */
public record EntryName(String text) {

    private static final int LONGEST = 900;
    private static final int DEEPEST = 101;
    private static final long MAX_NUMBER = 4294967295L;

    /** entry: RFC 5257 5. */
    public static EntryName parse(ImapReader in) throws BadSyntax {
        return of(in.astring());
    }

    static EntryName of(String text) throws BadSyntax {
        var name = new EntryName(text);
        boolean wellFormed = text.startsWith("/") && !text.endsWith("/") && !text.contains("//") && hasOnlyLegal(text, false);
        if (!wellFormed || name.namesPart() && name.part().isEmpty()) {
            throw new BadSyntax("not the name of an entry");
        }
        if (text.equals("/flags") || text.startsWith("/flags/")) {
            throw new BadSyntax("/flags is reserved"); // RFC 5257 3.5
        }
        return name;
    }

    static boolean hasOnlyLegal(String text, boolean wild) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c > 0 && c < 0x80 && (wild || c != '*' && c != '%'));
    }

    /** Whether it is about a part of the message. */
    public boolean namesPart() {
        return text.length() > 1 && text.charAt(1) >= '0' && text.charAt(1) <= '9';
    }

    /** The numbers of the part, outermost first; empty if they are not right, or nothing follows them. */
    public List<Long> part() {
        int end = text.indexOf('/', 1);
        var path = new ArrayList<Long>();
        for (String number : text.substring(1, Math.max(end, 1)).split("\\.", -1)) {
            boolean right = !number.isEmpty() && number.length() <= 10 && number.chars().allMatch(c -> c >= '0' && c <= '9') && number.charAt(0) != '0';
            if (!right || Long.parseLong(number) > MAX_NUMBER || path.size() == DEEPEST) {
                return List.of();
            }
            path.add(Long.parseLong(number));
        }
        return path;
    }

    /** Whether it is a flag of a part, which has no value but 1, 0 and none (RFC 5257 3.2.1). */
    boolean isFlag() {
        int end = text.indexOf('/', 1);
        return namesPart() && text.startsWith("/flags/", end);
    }
}
