package posthouse.mailstore.mime;

import java.util.List;

/**
 * A part of a message, with where it lies. Texts are octets as they stand (ISO-8859-1, one char an octet); type, subtype and
 * encoding keep their case.
 *
 * <p>Offsets count from the first octet of the message. {@code [headerStart, bodyStart)} is the part's MIME header with the
 * empty line that ends it, {@code [bodyStart, bodyEnd)} its content, without the CRLF that belongs to a following boundary.
 *
 * @param lines lines of the content: for text and message/rfc822
 * @param parameters of the content type, RFC 2231 forms as they stand
 * @param id Content-ID, {@code null} where absent; likewise description, md5, disposition, location
 * @param languages empty where absent
 * @param parts of a multipart; for message/rfc822 the root of the message inside, alone; else empty
 * @param envelope of the message inside, for message/rfc822; else {@code null}
 */
public record BodyPart(long headerStart, long bodyStart, long bodyEnd, long lines, String type, String subtype,
    List<Parameter> parameters, String id, String description, String encoding, String md5, String disposition,
    List<Parameter> dispositionParameters, List<String> languages, String location, List<BodyPart> parts, EnvelopeStructure envelope) {

    public record Parameter(String name, String value) {
    }

    /** Octets of the content. */
    public long size() {
        return bodyEnd - bodyStart;
    }

    public boolean isMultipart() {
        return type.equalsIgnoreCase("multipart") && !parts.isEmpty();
    }

    public boolean isMessage() {
        return envelope != null;
    }
}
