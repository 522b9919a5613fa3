package posthouse.imap.selected;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import posthouse.imap.access.Right;
import posthouse.imap.access.Rights;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Flags;

/** The flags that the client was told the mailbox knows: FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1). */
final class Keywords {

    private final boolean readOnly;
    private final Rights rights;
    private final SortedSet<String> told = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    Keywords(Collection<String> known, boolean readOnly, Rights rights) {
        this.readOnly = readOnly;
        this.rights = rights;
        told.addAll(known);
    }

    /** @return whether there was one that the client had not been told of */
    boolean learn(Collection<String> keywords) {
        return !keywords.isEmpty() && told.addAll(keywords);
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
