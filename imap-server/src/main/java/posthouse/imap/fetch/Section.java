package posthouse.imap.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.MimeScanner;

/**
 * What stands in the brackets of {@code BODY[...]}: RFC 9051 6.4.5.1.
 *
 * @param path numbers of parts, outermost first; empty for the message itself
 * @param fields of HEADER.FIELDS and HEADER.FIELDS.NOT
 */
record Section(List<Long> path, Specifier specifier, FieldNames fields) {

    enum Specifier {
        WHOLE(""), HEADER("HEADER"), HEADER_FIELDS("HEADER.FIELDS"), HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"), TEXT("TEXT"), MIME("MIME");

        final String word;

        Specifier(String word) {
            this.word = word;
        }

        boolean isSubset() {
            return this == HEADER_FIELDS || this == HEADER_FIELDS_NOT;
        }
    }

    static final Section MESSAGE = of(Specifier.WHOLE);

    private static final int MAX_FIELDS = 1000;
    /** What BODYSTRUCTURE tells can be asked for: a number for each entity inside which others are, and one for what is in the last. */
    private static final int MAX_PATH = MimeScanner.MAX_DEPTH + 1;

    static Section of(Specifier specifier) {
        return new Section(List.of(), specifier, FieldNames.NONE);
    }

    /** section, brackets included. */
    static Section parse(ImapReader in) throws BadSyntax {
        in.expect('[');
        var path = new ArrayList<Long>();
        var specifier = Specifier.WHOLE;
        if (!in.nextIs(']') && parsePath(in, path)) {
            specifier = specifier(in.keyword(), !path.isEmpty());
        }
        FieldNames fields = specifier.isSubset() ? parseFields(in.sp()) : FieldNames.NONE;
        in.expect(']');
        return new Section(List.copyOf(path), specifier, fields);
    }

    /** Reads {@code 1.2.3}; whether a word has to follow. */
    private static boolean parsePath(ImapReader in, List<Long> path) throws BadSyntax {
        while (in.nextIsDigit()) {
            if (path.size() == MAX_PATH) {
                throw new BadSyntax("nested deeper than " + MAX_PATH);
            }
            path.add(in.nzNumber());
            if (!in.take('.')) {
                return false;
            }
        }
        return true;
    }

    private static Specifier specifier(String word, boolean ofPart) throws BadSyntax {
        for (Specifier specifier : Specifier.values()) {
            if (specifier.word.equals(word) && (specifier != Specifier.MIME || ofPart)) {
                return specifier;
            }
        }
        throw new BadSyntax("unknown section " + word);
    }

    private static FieldNames parseFields(ImapReader in) throws BadSyntax {
        var fields = new ArrayList<String>();
        in.open();
        do {
            fields.add(new String(in.astringOctets(), StandardCharsets.ISO_8859_1));
        } while (in.another());
        in.close();
        if (fields.size() > MAX_FIELDS) {
            throw new BadSyntax("more than " + MAX_FIELDS + " header fields");
        }
        return new FieldNames(fields);
    }

    /** What an answer is called, one char an octet: {@code BODY[1.MIME]<0>}. */
    String named(String word, Partial partial) {
        var octets = new ByteArrayOutputStream();
        var out = new ImapWriter(octets::write, false);
        writeTo(out.text(word));
        if (partial != null) {
            out.octet('<').number(partial.offset()).octet('>');
        }
        out.flush();
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    private void writeTo(ImapWriter out) {
        out.octet('[');
        boolean first = true;
        for (long number : path) {
            out.text(first ? "" : ".").number(number);
            first = false;
        }
        out.text(first || specifier == Specifier.WHOLE ? "" : ".").text(specifier.word);
        if (specifier.isSubset()) {
            char before = '(';
            out.sp();
            for (String field : fields.spelled()) {
                out.octet(before).astring(field);
                before = ' ';
            }
            out.close();
        }
        out.octet(']');
    }

    /**
     * Where a part, or what of it is asked for, lies in the message; for a subset of a header, the whole header.
     *
     * @return {@code null} if there is no such section
     */
    Extent find(BodyPart root, int prefix) {
        BodyPart part = part(root);
        if (part == null) {
            return null;
        }
        return switch (specifier) {
            case WHOLE -> new Extent(prefix + part.bodyStart(), prefix + part.bodyEnd());
            case MIME -> new Extent(part == root ? 0 : prefix + part.headerStart(), prefix + part.bodyStart());
            default -> ofMessage(part, prefix);
        };
    }

    /** RFC 9051 6.4.5.1: HEADER and TEXT of a part are those of the message in it; another part has none. */
    private Extent ofMessage(BodyPart part, int prefix) {
        if (!part.isMessage()) {
            return null;
        }
        BodyPart inside = part.parts().get(0);
        return specifier == Specifier.TEXT
            ? new Extent(prefix + inside.bodyStart(), prefix + inside.bodyEnd())
            : new Extent(prefix + inside.headerStart(), prefix + inside.bodyStart());
    }

    /** The part that the numbers lead to, or {@code null}. */
    BodyPart part(BodyPart root) {
        BodyPart part = null;
        for (long number : path) {
            part = part == null ? partOfMessage(root, number) : partOfPart(part, number);
            if (part == null) {
                return null;
            }
        }
        return part;
    }

    /** Whether a message has this part. */
    static boolean exists(List<Long> path, BodyPart root) {
        return new Section(path, Specifier.WHOLE, FieldNames.NONE).part(root) != null;
    }

    /** RFC 9051 6.4.5.1: every message has a part 1; it is the body where that isn't a multipart. */
    private static BodyPart partOfMessage(BodyPart root, long number) {
        return root.isMultipart() ? nth(root, number) : number == 1 ? root : null;
    }

    private static BodyPart partOfPart(BodyPart part, long number) {
        if (part.isMessage()) {
            return partOfMessage(part.parts().get(0), number);
        }
        return part.isMultipart() ? nth(part, number) : null;
    }

    private static BodyPart nth(BodyPart multipart, long number) {
        return number <= multipart.parts().size() ? multipart.parts().get((int) number - 1) : null;
    }
}
