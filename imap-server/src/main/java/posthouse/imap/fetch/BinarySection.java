package posthouse.imap.fetch;

import java.util.Locale;
import java.util.Set;
import posthouse.imap.fetch.Section.Specifier;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.BodyPart;

/**
 * The content of a part with its transfer encoding undone: {@code BINARY[1.2]<partial>}, {@code BINARY.PEEK[...]}, and how
 * long that is: {@code BINARY.SIZE[1.2]} (RFC 3516 4, RFC 9051 6.4.5).
 *
 * @param name what the answer is called
 * @param partial {@code null} for all of it
 */
record BinarySection(String name, Section section, Partial partial, boolean setsSeen, boolean onlySize) implements FetchItem {

    static final Set<String> KNOWN = Set.of("7bit", "8bit", "binary", "base64", "quoted-printable");

    /** A header or a text has no encoding to undo. RFC 3516 does not ask for these; Dovecot's imaptest does. */
    static FetchItem content(Section section, Partial partial, boolean setsSeen) {
        String name = section.named("BINARY", partial);
        return section.specifier() == Specifier.WHOLE ? new BinarySection(name, section, partial, setsSeen, false)
            : new BodySection(name, section, partial, setsSeen, false);
    }

    static FetchItem size(Section section) {
        String name = section.named("BINARY.SIZE", null);
        return section.specifier() == Specifier.WHOLE ? new BinarySection(name, section, null, false, true)
            : new BodySection(name, section, null, false, true);
    }

    @Override
    public Source source() {
        return Source.STRUCTURE;
    }

    @Override
    public boolean readsOctets() {
        return true;
    }

    @Override
    public Octets writeTo(ImapWriter out, Row row) throws StoreException {
        out.text(name).sp();
        BodyPart root = row.structure().root();
        Extent extent = section.path().isEmpty() ? new Extent(0, row.body().size()) : section.find(root, row.prefix());
        String encoding = extent == null ? "" : encoding(root);
        if (!KNOWN.contains(encoding)) {
            if (extent != null) {
                row.refuse(ResponseCode.UNKNOWN_CTE, "a part has an unknown transfer encoding"); // RFC 3516 4.3
            }
            out.text(onlySize ? "0" : "NIL");
            return null;
        }
        var measured = DecodedOctets.measure(row.body(), extent, encoding);
        Extent whole = new Extent(0, measured.size());
        if (onlySize) {
            out.number(whole.size());
            return null;
        }
        Extent wanted = partial == null ? whole : partial.of(whole);
        if (wanted.size() == 0) {
            out.string("");
            return null;
        }
        if (measured.binary()) {
            out.literal8Header(wanted.size());
        } else {
            out.literalHeader(wanted.size()); // RFC 3516 4.3: so the client sees that there is no NUL
        }
        return new DecodedOctets(row.body(), extent, encoding).cut(wanted);
    }

    /** The message itself and a multipart have no encoding of their own (RFC 2045 6.4). */
    private String encoding(BodyPart root) {
        BodyPart part = section.path().isEmpty() ? null : section.part(root);
        return part == null || !part.parts().isEmpty() ? "binary" : part.encoding().toLowerCase(Locale.ROOT);
    }
}
