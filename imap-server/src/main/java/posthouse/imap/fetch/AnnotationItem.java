package posthouse.imap.fetch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import posthouse.imap.annotate.EntryAttribute;
import posthouse.imap.annotate.EntryMatch;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.MessageAnnotations.Noted;
import posthouse.mailstore.StoreException;

/** ANNOTATION: RFC 5257 4.3, 4.4. What is named is told, NIL where there is nothing; wildcards stand for entries that have something. */
record AnnotationItem(List<EntryMatch> entries, List<EntryAttribute> attributes) implements FetchItem {

    private static final int MOST = 1000;

    /** {@code "(" entries SP attribs ")"}: RFC 5257 5. */
    static AnnotationItem parse(ImapReader in) throws BadSyntax {
        in.open();
        List<EntryMatch> entries = several(in, EntryMatch::parse);
        if (!in.nextIs('(')) { // Mail::IMAPTalk writes no space between two lists
            in.sp();
        }
        List<EntryAttribute> attributes = several(in, EntryAttribute::parse);
        in.close();
        return new AnnotationItem(entries, attributes.stream().distinct().toList());
    }

    private interface One<T> {
        T parse(ImapReader in) throws BadSyntax;
    }

    private static <T> List<T> several(ImapReader in, One<T> one) throws BadSyntax {
        if (!in.nextIs('(')) {
            return List.of(one.parse(in));
        }
        var all = new ArrayList<T>();
        in.open();
        do {
            all.add(one.parse(in));
            if (all.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " names");
            }
        } while (in.another());
        in.close();
        return all;
    }

    @Override
    public Source source() {
        return entries.stream().anyMatch(AnnotationItem::namesPart) ? Source.STRUCTURE : Source.VIEW;
    }

    private static boolean namesPart(EntryMatch entry) {
        return entry.exact() != null && entry.exact().namesPart();
    }

    @Override
    public boolean isSilent(Row row) throws StoreException {
        return names(row).isEmpty();
    }

    /** The entries that are told of a message, each once. */
    private Set<String> names(Row row) throws StoreException {
        var names = new LinkedHashSet<String>();
        for (EntryMatch entry : entries) {
            if (namesPart(entry) && !Section.exists(entry.exact().part(), row.structure().root())) {
                row.bad("a message has no such part"); // RFC 5257 3.2.1
            } else if (entry.exact() != null) {
                names.add(entry.exact().text());
            } else {
                row.notes().stream().filter(this::isAsked).map(Noted::name).filter(entry::matches).forEach(names::add);
            }
        }
        return names;
    }

    private boolean isAsked(Noted noted) {
        return attributes.stream().anyMatch(a -> a.isOf(MessageNotes.isShared(noted)));
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) throws StoreException {
        List<Noted> notes = row.notes();
        String before = "ANNOTATION (";
        for (String name : names(row)) {
            out.text(before).astring(name).sp();
            String between = "(";
            for (EntryAttribute attribute : attributes) {
                for (boolean shared : new boolean[] {false, true}) {
                    if (attribute.isOf(shared)) {
                        out.text(between);
                        attribute.write(out, shared, value(notes, name, shared));
                        between = " ";
                    }
                }
            }
            out.close();
            before = " ";
        }
        out.close();
        return null;
    }

    private static byte[] value(List<Noted> notes, String name, boolean shared) {
        return notes.stream().filter(n -> MessageNotes.isShared(n) == shared && n.name().equals(name)).map(Noted::value).findFirst().orElse(null);
    }
}
