package posthouse.mailstore.jdbc;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Flags;

/** Flags as two columns: bits, and keywords with spaces between (no keyword has one). Flags without keywords are shared. */
final class FlagColumns {
    private static final Flags[] PLAIN = new Flags[1 << Flags.System.values().length];

    static {
        for (int bits = 0; bits < PLAIN.length; bits++) {
            PLAIN[bits] = new Flags(bits, List.of());
        }
    }

    private FlagColumns() {
    }

    static String keywords(Flags flags) {
        return flags.keywords().isEmpty() ? null : String.join(" ", flags.keywords());
    }

    static Flags flags(int bits, String keywords) {
        if (keywords == null) {
            return PLAIN[bits];
        }
        var list = new ArrayList<String>();
        for (int from = 0; from <= keywords.length(); ) {
            int space = keywords.indexOf(' ', from);
            int to = space < 0 ? keywords.length() : space;
            list.add(keywords.substring(from, to));
            from = to + 1;
        }
        return new Flags(bits, list);
    }
}
