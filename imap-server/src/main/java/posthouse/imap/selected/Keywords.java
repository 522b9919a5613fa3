package posthouse.imap.selected;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Flags;

/**
 * The flags that the client was told the mailbox knows: FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1). They are bounded: those that no message
 * has any more are forgotten when there would be too many, and of a mailbox that has more the client is told some.
 */
final class Keywords {

    private static final int MOST = 1000;

    private final boolean readOnly;
    private Rights rights;
    private final Supplier<SortedSet<String>> inUse;
    private final SortedSet<String> told = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private boolean full;

    /** @param inUse those that messages have now */
    Keywords(Supplier<SortedSet<String>> inUse, boolean readOnly, Rights rights) {
        this.inUse = inUse;
        this.readOnly = readOnly;
        this.rights = rights;
        add(inUse.get());
    }

    private void add(Collection<String> keywords) {
        keywords.stream().limit(Math.max(0, MOST - told.size())).forEach(told::add);
    }

    /** @return whether the client may do something else than it was told */
    boolean rightsAre(Rights now) {
        boolean others = !readOnly && !now.equals(rights);
        rights = now;
        return others;
    }

    /** @return whether there was one that the client had not been told of */
    boolean learn(Collection<String> keywords) {
        if (full || keywords.isEmpty() || told.containsAll(keywords)) {
            return false;
        }
        if (told.size() + keywords.size() > MOST) {
            told.clear();
            add(inUse.get());
            full = told.size() + keywords.size() > MOST;
        }
        add(keywords);
        return true;
    }

    void writeTo(ImapWriter out) {
        out.text("* FLAGS (");
        list(out, Rights.OWNER);
        out.text(")\r\n* OK [PERMANENTFLAGS (");
        if (readOnly) {
            out.text(")] Read-only mailbox\r\n");
        } else {
            list(out, rights); // RFC 4314 5.1.1
            if (rights.has(Right.WRITE)) {
                out.text(" \\*)] ").words("Keywords may be added").crlf();
            } else {
                out.text(")] ").words("Only these flags may be changed").crlf();
            }
        }
    }

    private void list(ImapWriter out, Rights changeable) {
        String before = "";
        for (Flags.System flag : Flags.System.values()) {
            if (changeable.mayChange(flag)) {
                out.text(before).text(flag.atom);
                before = " ";
            }
        }
        for (String keyword : changeable.has(Right.WRITE) ? told : List.<String>of()) {
            out.sp().text(keyword);
        }
    }
}
