package posthouse.imap.fetch;

import java.util.List;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.HeaderFields;

/**
 * Octets of a message: {@code BODY[section]<partial>}, {@code BODY.PEEK[...]}, RFC822, RFC822.HEADER and RFC822.TEXT
 * (RFC 9051 6.4.5, RFC 3501 6.4.5).
 *
 * @param word what the answer is called, where that isn't BODY and the section; else {@code null}
 * @param partial {@code null} for all of it
 */
record BodySection(String word, Section section, Partial partial, boolean setsSeen) implements FetchItem {

    static BodySection body(Section section, Partial partial) {
        return new BodySection(null, section, partial, true);
    }

    static BodySection peek(Section section, Partial partial) {
        return new BodySection(null, section, partial, false);
    }

    static final BodySection RFC822 = new BodySection("RFC822", Section.MESSAGE, null, true);
    static final BodySection RFC822_TEXT = new BodySection("RFC822.TEXT", Section.of(Section.Specifier.TEXT), null, true);
    /** RFC 3501 6.4.5: the one of the three that leaves {@code \Seen} alone. */
    static final BodySection RFC822_HEADER = new BodySection("RFC822.HEADER", Section.of(Section.Specifier.HEADER), null, false);

    @Override
    public Source source() {
        return section.isMessage() ? Source.SUMMARY : Source.STRUCTURE;
    }

    @Override
    public boolean readsOctets() {
        return true;
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) throws StoreException {
        name(out);
        Extent extent = section.isMessage()
            ? new Extent(0, row.body().size())
            : section.find(row.structure().root(), row.prefix(), row.body().size());
        if (extent == null) {
            out.sp().nil();
            return null;
        }
        if (section.specifier().isSubset()) {
            subset(out, row.body(), extent);
            return null;
        }
        Extent wanted = partial == null ? extent : partial.of(extent);
        if (wanted.size() == 0) {
            out.text(" \"\"");
            return null;
        }
        out.sp().literalHeader(wanted.size());
        return Octets.of(row.body(), wanted);
    }

    /** What the answer is called. */
    void name(ImapWriter out) {
        if (word != null) {
            out.text(word);
            return;
        }
        out.text("BODY");
        section.writeTo(out);
        if (partial != null) {
            out.octet('<').number(partial.offset()).octet('>');
        }
    }

    /** The fields that are asked for, and the empty line that ends the header if there is one (RFC 9051 6.4.5.1). */
    private void subset(ImapWriter out, MessageBody body, Extent header) throws StoreException {
        byte[] octets = new byte[(int) header.size()];
        if (body.read(header.start(), octets, 0, octets.length) != octets.length) {
            throw new MessageGone("the message is shorter than its structure says");
        }
        int length = keepWanted(octets);
        Extent kept = new Extent(0, length);
        Extent wanted = partial == null ? kept : partial.of(kept);
        if (wanted.size() == 0) {
            out.text(" \"\"");
        } else {
            out.sp().literalHeader(wanted.size()).octets(octets, (int) wanted.start(), (int) wanted.size());
        }
    }

    /** Moves what is wanted to the front; how long that is. */
    private int keepWanted(byte[] octets) {
        boolean named = section.specifier() == Section.Specifier.HEADER_FIELDS;
        int length = 0;
        var fields = new HeaderFields(octets);
        while (fields.next()) {
            if (isNamed(fields, section.fields()) == named) {
                length = move(octets, fields.start(), fields.end(), length);
            }
        }
        return move(octets, fields.end(), octets.length, length);
    }

    private static boolean isNamed(HeaderFields field, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (field.nameIs(names.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static int move(byte[] octets, int start, int end, int target) {
        System.arraycopy(octets, start, octets, target, end - start);
        return target + end - start;
    }
}
