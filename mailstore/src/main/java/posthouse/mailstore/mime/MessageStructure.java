package posthouse.mailstore.mime;

/** What the scanner found in a message: IMAP's envelope, and the tree of its parts. */
public record MessageStructure(EnvelopeStructure envelope, BodyPart root) {
}
