package posthouse.imap.fetch;

import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.StoreException;

/**
 * Octets of a message: {@code BODY[section]<partial>}, {@code BODY.PEEK[...]}, RFC822, RFC822.HEADER and RFC822.TEXT
 * (RFC 9051 6.4.5, RFC 3501 6.4.5).
 *
 * @param name what the answer is called
 * @param partial {@code null} for all of it
 * @param onlySize whether just the number of octets is asked for
 */
record BodySection(String name, Section section, Partial partial, boolean setsSeen, boolean onlySize) implements FetchItem {

    static BodySection body(Section section, Partial partial) {
        return new BodySection(section.named("BODY", partial), section, partial, true, false);
    }

    static BodySection peek(Section section, Partial partial) {
        return new BodySection(section.named("BODY", partial), section, partial, false, false);
    }

    static final BodySection RFC822 = new BodySection("RFC822", Section.MESSAGE, null, true, false);
    static final BodySection RFC822_TEXT = new BodySection("RFC822.TEXT", Section.of(Section.Specifier.TEXT), null, true, false);
    /** RFC 3501 6.4.5: the one of the three that leaves {@code \Seen} alone. */
    static final BodySection RFC822_HEADER = new BodySection("RFC822.HEADER", Section.of(Section.Specifier.HEADER), null, false, false);

    @Override
    public Source source() {
        return section.path().isEmpty() ? Source.SUMMARY : Source.STRUCTURE;
    }

    @Override
    public boolean readsOctets() {
        return true;
    }

    @Override
    public boolean readsHead() {
        return section.path().isEmpty() && section.specifier() != Section.Specifier.WHOLE;
    }

    /** Whether it is header fields of the message itself, as they are: many clients ask for them, and for nothing else that must be opened. */
    boolean picksFields() {
        return section.path().isEmpty() && section.specifier().isSubset() && partial == null && !onlySize;
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) throws StoreException {
        out.text(name).sp();
        if (picksFields() && row.knownFields() != null) {
            out.octets(row.knownFields());
            return null;
        }
        Extent whole = find(row);
        if (whole == null) {
            out.text(onlySize ? "0" : "NIL");
            return null;
        }
        if (section.specifier().isSubset()) {
            subset(out, row, whole);
            return null;
        }
        Extent wanted = wanted(whole);
        if (onlySize) {
            out.number(wanted.size());
            return null;
        }
        if (wanted.size() == 0) {
            out.string("");
            return null;
        }
        out.literalHeader(wanted.size());
        return Octets.of(row.body(), wanted);
    }

    private Extent find(Row row) throws StoreException {
        if (!section.path().isEmpty()) {
            return section.find(row.structure().root(), row.prefix());
        }
        long size = row.body().size();
        return switch (section.specifier()) {
            case WHOLE -> new Extent(0, size);
            case TEXT -> new Extent(row.headEnd(), size);
            default -> new Extent(0, row.headEnd());
        };
    }

    private Extent wanted(Extent whole) {
        return partial == null ? whole : partial.of(whole);
    }

    private void subset(ImapWriter out, Row row, Extent header) throws StoreException {
        Head head = row.header(header);
        head.pick(section.fields(), section.specifier() == Section.Specifier.HEADER_FIELDS);
        Extent wanted = wanted(new Extent(0, head.pickedLength()));
        if (onlySize) {
            out.number(wanted.size());
        } else if (wanted.size() == 0) {
            out.string("");
        } else if (picksFields()) {
            byte[] literal = head.literal();
            row.keepFields(name, literal);
            out.octets(literal);
        } else {
            out.literalHeader(wanted.size()).octets(head.picked(), (int) wanted.start(), (int) wanted.size());
        }
    }
}
