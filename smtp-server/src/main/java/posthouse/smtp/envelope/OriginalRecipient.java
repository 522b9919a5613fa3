package posthouse.smtp.envelope;

/**
 * Whom the sender named in the first place: ORCPT, RFC 3461 4.2.
 *
 * @param type {@code rfc822}, {@code utf-8} (RFC 6533 3) or whatever else was said
 * @param address decoded
 */
public record OriginalRecipient(String type, String address) {
}
