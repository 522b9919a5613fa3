package posthouse.mailstore.jdbc;

/** Envelope and structure of a message, encoded. */
public record StructureRow(long uid, byte[] octets) {
}
