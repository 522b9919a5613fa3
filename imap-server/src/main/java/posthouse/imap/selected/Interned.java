package posthouse.imap.selected;

import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.Flags;

/** Few combinations of flags occur, many times: each is kept once. */
final class Interned {

    private static final Flags[] WITHOUT_KEYWORDS = new Flags[1 << Flags.System.values().length];

    static {
        for (int bits = 0; bits < WITHOUT_KEYWORDS.length; bits++) {
            WITHOUT_KEYWORDS[bits] = new Flags(bits, java.util.List.of());
        }
    }

    private Map<Flags, Flags> seen;

    Flags of(Flags flags) {
        if (flags.keywords().isEmpty()) {
            return WITHOUT_KEYWORDS[flags.system()];
        }
        if (seen == null) {
            seen = new HashMap<>();
        }
        Flags known = seen.putIfAbsent(flags, flags);
        return known == null ? flags : known;
    }
}
