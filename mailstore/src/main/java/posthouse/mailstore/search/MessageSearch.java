package posthouse.mailstore.search;

import java.nio.charset.Charset;
import java.util.Locale;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.Charsets;
import posthouse.mailstore.mime.HeaderFields;
import posthouse.mailstore.mime.HeaderText;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;
import posthouse.mailstore.mime.Parameters;
import posthouse.mailstore.mime.TransferDecoder;

/**
 * Looks for one text in many messages (RFC 9051 6.4.4), reading each in short pieces. Used by one thread at a time.
 *
 * <p>What is searched is text as it is meant: transfer encodings and charsets undone, header fields unfolded and their
 * encoded-words decoded; HTML with its tags. A match lies within one part or one field. Of a header that is longer than
 * {@link MimeScanner#MAX_HEADER} the rest is not searched.
 */
public final class MessageSearch {
    private final Sought sought;

    public MessageSearch(Needle needle) {
        this.sought = new TextMatcher(needle);
    }

    /** For what is like these words (RFC 6203); all of them must be in the same part or field. */
    public MessageSearch(FuzzyWords words) {
        this.sought = new FuzzyMatcher(words);
    }

    /** How well the message in which it was found last has it, 1 to 100 (RFC 6203 4). */
    public int likeness() {
        return sought.likeness();
    }

    /** Whether a decoded text contains it. */
    public boolean in(String text) {
        return sought.in(text);
    }

    /** Whether a field of this name contains the text: of an empty text, whether there is such a field. */
    public boolean headerContains(MessageBody body, MessageStructure structure, String name) throws StoreException {
        var fields = header(body, 0, body.prefixSize() + structure.root().bodyStart());
        while (fields.next()) {
            if (fields.nameIs(name) && inHeader(HeaderText.decode(fields.value()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the body contains the text: a text part, or the header of a message inside. */
    public boolean bodyContains(MessageBody body, MessageStructure structure) throws StoreException {
        return sought.isEmpty() || contentContains(body, structure.root(), false);
    }

    /** Whether the header, a part's MIME header or the body contains the text. */
    public boolean textContains(MessageBody body, MessageStructure structure) throws StoreException {
        return sought.isEmpty() || anyFieldContains(body, 0, body.prefixSize() + structure.root().bodyStart())
            || contentContains(body, structure.root(), true);
    }

    private boolean contentContains(MessageBody body, BodyPart part, boolean mimeHeaders) throws StoreException {
        if (part.parts().isEmpty() || nothingInside(part)) {
            return isText(part) && textContains(body, part);
        }
        for (BodyPart inner : part.parts()) {
            boolean header = mimeHeaders || part.isMessage();
            if (header && anyFieldContains(body, body.prefixSize() + inner.headerStart(), body.prefixSize() + inner.bodyStart())
                || contentContains(body, inner, mimeHeaders)) {
                return true;
            }
        }
        return false;
    }

    /** Reports (message/delivery-status and the like) are text too, and so is a multipart where no part was found. */
    private static boolean isText(BodyPart part) {
        return part.type().equalsIgnoreCase("text") || part.type().equalsIgnoreCase("message") || part.type().equalsIgnoreCase("multipart");
    }

    /** Whether the scanner did not find what should be inside, or did not look: an encoded message, a multipart without boundaries. */
    private static boolean nothingInside(BodyPart part) {
        return part.size() > 0 && part.parts().get(0).bodyEnd() == part.bodyStart();
    }

    private boolean textContains(MessageBody body, BodyPart part) throws StoreException {
        byte[] piece = Buffers.ofThread().piece;
        var decoder = decoder(part);
        byte[] decoded = decoder == null ? piece : Buffers.ofThread().decoded(decoder.room(piece.length));
        long at = body.prefixSize() + part.bodyStart();
        long end = body.prefixSize() + part.bodyEnd();
        sought.begin(charset(part));
        boolean enough = false;
        while (at < end && !enough) {
            int length = body.read(at, piece, 0, (int) Math.min(piece.length, end - at));
            if (length <= 0) {
                break;
            }
            at += length;
            enough = sought.add(decoded, 0, decoder == null ? length : decoder.decode(piece, 0, length, decoded, 0));
        }
        if (decoder != null) {
            sought.add(decoded, 0, decoder.finish(decoded, 0));
        }
        return sought.end();
    }

    /** {@code null} where the octets stand as they are. */
    private static TransferDecoder decoder(BodyPart part) {
        return switch (part.encoding().toLowerCase(Locale.ROOT)) {
            case "base64", "quoted-printable" -> TransferDecoder.of(part.encoding());
            default -> null;
        };
    }

    private static Charset charset(BodyPart part) {
        String name = Parameters.octets(part.parameters(), "charset");
        return name == null ? null : Charsets.find(name);
    }

    private boolean anyFieldContains(MessageBody body, long from, long to) throws StoreException {
        var fields = header(body, from, to);
        while (fields.next()) {
            if (fieldContains(fields)) {
                return true;
            }
        }
        return false;
    }

    private boolean fieldContains(HeaderFields field) {
        return inHeader(field.name() + ": " + HeaderText.decode(field.value()));
    }

    /** As it stands, or with spaces for the tabs that many programs fold with. */
    private boolean inHeader(String text) {
        return sought.in(text) || text.indexOf('\t') >= 0 && sought.in(text.replace('\t', ' '));
    }

    private static HeaderFields header(MessageBody body, long from, long to) throws StoreException {
        int length = (int) Math.min(to - from, MimeScanner.MAX_HEADER);
        byte[] header = Buffers.ofThread().header(length);
        return new HeaderFields(header, 0, body.read(from, header, 0, length));
    }
}
