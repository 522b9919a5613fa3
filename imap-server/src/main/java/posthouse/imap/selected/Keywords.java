package posthouse.imap.selected;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Flags;

/** The flags that the client was told the mailbox knows: FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1). */
final class Keywords {

    private final boolean readOnly;
    private final SortedSet<String> told = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    Keywords(Collection<String> known, boolean readOnly) {
        this.readOnly = readOnly;
        told.addAll(known);
    }

    /** @return whether there was one that the client had not been told of */
    boolean learn(Collection<String> keywords) {
        return !keywords.isEmpty() && told.addAll(keywords);
    }

    void writeTo(ImapWriter out) {
        out.text("* FLAGS (");
        list(out);
        out.text(")\r\n* OK [PERMANENTFLAGS (");
        if (readOnly) {
            out.text(")] Read-only mailbox\r\n");
        } else {
            list(out);
            out.text(" \\*)] Keywords may be added\r\n");
        }
    }

    private void list(ImapWriter out) {
        String before = "";
        for (Flags.System flag : Flags.System.values()) {
            out.text(before).text(flag.atom);
            before = " ";
        }
        for (String keyword : told) {
            out.sp().text(keyword);
        }
    }
}
