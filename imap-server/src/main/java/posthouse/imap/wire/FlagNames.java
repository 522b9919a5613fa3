package posthouse.imap.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import posthouse.mailstore.Flags;

/** Flags by the names they have on the wire (RFC 9051 2.3.2). */
final class FlagNames {

    private FlagNames() {
    }

    /** flag-list. */
    static Flags list(ImapReader in) throws BadSyntax {
        in.open();
        Flags flags = in.nextIs(')') ? Flags.NONE : bare(in);
        in.close();
        return flags;
    }

    /** flag *(SP flag). */
    static Flags bare(ImapReader in) throws BadSyntax {
        var names = new ArrayList<String>();
        do {
            names.add(in.take('\\') ? "\\" + in.atom() : in.atom());
        } while (in.another());
        return flags(names);
    }

    static Flags flags(List<String> names) throws BadSyntax {
        Set<Flags.System> system = new LinkedHashSet<>();
        var keywords = new ArrayList<String>();
        for (String name : names) {
            if (!name.startsWith("\\")) {
                keywords.add(name);
            } else if (!name.equalsIgnoreCase("\\Recent")) { // RFC 3501 2.3.2: can't be altered; RFC 9051 6.3.12: ignored
                system.add(systemFlag(name));
            }
        }
        return Flags.of(system, keywords);
    }

    private static Flags.System systemFlag(String name) throws BadSyntax {
        for (Flags.System flag : Flags.System.values()) {
            if (flag.atom.equalsIgnoreCase(name)) {
                return flag;
            }
        }
        throw new BadSyntax("unknown system flag " + name);
    }
}
