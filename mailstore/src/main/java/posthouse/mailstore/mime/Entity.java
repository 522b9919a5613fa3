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
    private final long lineEndsAtHeader;
    private long bodyStart;
    private long lineEndsAtBody;
    private EntityHeader header;
    /** Of a multipart that is looked into, without the two hyphens; else {@code null}. */
    byte[] boundary;
    /** Whether the closing boundary was seen: what follows is the epilogue. */
    boolean closed;
    private final List<BodyPart> parts = new ArrayList<>(2);
    private EnvelopeStructure innerEnvelope;

    Entity(Entity parent, boolean message, long headerStart, long lineEnds) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.message = message;
        this.headerStart = headerStart;
        this.lineEndsAtHeader = lineEnds;
    }

    void beginBody(EntityHeader header, long bodyStart, long lineEnds) {
        this.header = header;
        this.bodyStart = bodyStart;
        this.lineEndsAtBody = lineEnds;
    }

    /** What was taken for the header is the beginning of the body. */
    void beginBodyInsteadOfHeader(EntityHeader header) {
        beginBody(header, headerStart, lineEndsAtHeader);
    }

    boolean inDigest() {
        return !message && parent != null && parent.header.subtype.equalsIgnoreCase("digest");
    }

    EntityHeader header() {
        return header;
    }

    /** Looks for parts from now on, if there is a boundary to look for. */
    boolean openMultipart() {
        String value = Parameters.octets(header.parameters, "boundary");
        if (value == null || value.isEmpty()) {
            return false;
        }
        boundary = value.getBytes(StandardCharsets.ISO_8859_1);
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
        if (parts.isEmpty() && (header.isMultipart() || header.isMessage())) {
            standIn();
        }
        return new BodyPart(headerStart, bodyStart, bodyEnd, lines, header.type, header.subtype, header.parameters, header.id,
            header.description, header.encoding, header.md5, header.disposition, header.dispositionParameters, header.languages,
            header.location, List.copyOf(parts), innerEnvelope);
    }

    /**
     * IMAP can't tell of a multipart without parts, nor of a message/rfc822 without the message inside (RFC 9051 9, body-type-mpart,
     * body-type-msg). Where none was found or looked for, an empty one stands for it, as with Dovecot.
     */
    private void standIn() {
        var nothing = new EntityHeader(new HeaderFields(new byte[0]), header.isMessage(), false, new Allowance());
        parts.add(new BodyPart(bodyStart, bodyStart, bodyStart, 0, nothing.type, nothing.subtype, nothing.parameters, null, null,
            nothing.encoding, null, null, List.of(), List.of(), null, List.of(), null));
        innerEnvelope = nothing.envelope;
    }
}
