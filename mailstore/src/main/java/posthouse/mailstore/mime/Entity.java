package posthouse.mailstore.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message or part that is being scanned: open from the first octet of its header to the boundary that ends it. */
final class Entity {
    final Entity parent;
    /** How many lie around it. */
    final int depth;
    /** Whether it is a message, with an envelope, and not a part of one. */
    final boolean message;
    private long headerStart;
    private long bodyStart;
    private long lineEndsAtBody;
    private EntityHeader header;
    /** Of a multipart that is looked into, without the two hyphens; else {@code null}. */
    byte[] boundary;
    /** Whether the closing boundary was seen: what follows is the epilogue. */
    boolean closed;
    private final List<BodyPart> parts = new ArrayList<>(2);
    private EnvelopeStructure innerEnvelope;

    Entity(Entity parent, boolean message, long headerStart) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.message = message;
        this.headerStart = headerStart;
    }

    void beginBody(EntityHeader header, long bodyStart, long lineEnds) {
        this.header = header;
        this.bodyStart = bodyStart;
        this.lineEndsAtBody = lineEnds;
    }

    boolean inDigest() {
        return !message && parent != null && parent.header.subtype.equalsIgnoreCase("digest");
    }

    EntityHeader header() {
        return header;
    }

    /** Looks for parts from now on, if there is a boundary to look for. */
    boolean openMultipart() {
        String value = Parameters.raw(header.parameters, "boundary");
        String stripped = value == null ? "" : value.stripTrailing();
        if (stripped.isEmpty()) {
            return false;
        }
        boundary = stripped.getBytes(StandardCharsets.ISO_8859_1);
        return true;
    }

    /** Where the content ends if the line at {@code lineStart} is a boundary, to which the line end before it belongs. */
    long endBefore(long lineStart, int lineEndLength) {
        return Math.max(bodyStart, lineStart - lineEndLength);
    }

    /**
     * Ends the content and hands the part to the parent.
     *
     * @param end where it ends; of a part that began later, as a header does that ends with the boundary's line end, nothing is left
     * @param lineEnds line ends of the message up to there
     */
    BodyPart finish(long end, long lineEnds) {
        long lines = end > bodyStart ? lineEnds - lineEndsAtBody : 0;
        headerStart = Math.min(headerStart, end);
        bodyStart = Math.min(bodyStart, end);
        BodyPart part = part(end, lines);
        if (parent != null) {
            parent.parts.add(part);
            parent.innerEnvelope = message ? header.envelope : null;
        }
        return part;
    }

    private BodyPart part(long bodyEnd, long lines) {
        boolean opaque = header.isMessage() && parts.isEmpty();
        if (header.isMultipart() && parts.isEmpty()) {
            parts.add(emptyPart());
        }
        // Announced as message/rfc822 it would need an envelope (RFC 9051 7.5.2).
        String type = opaque ? "application" : header.type;
        String subtype = opaque ? "octet-stream" : header.subtype;
        return new BodyPart(headerStart, bodyStart, bodyEnd, lines, type, subtype, header.parameters, header.id, header.description,
            header.encoding, header.md5, header.disposition, header.dispositionParameters, header.languages, header.location,
            List.copyOf(parts), innerEnvelope);
    }

    /** A multipart without parts can't be told in IMAP (RFC 9051 9, body-type-mpart): it gets an empty one, as with Dovecot. */
    private BodyPart emptyPart() {
        var nothing = new EntityHeader(new HeaderFields(new byte[0]), false, false);
        return new BodyPart(bodyStart, bodyStart, bodyStart, 0, nothing.type, nothing.subtype, nothing.parameters, null, null,
            nothing.encoding, null, null, List.of(), List.of(), null, List.of(), null);
    }
}
