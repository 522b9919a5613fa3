package posthouse.mailstore.jdbc;

/** @param account whose it is; 0 if everyone's */
public record AnnotationRow(long account, String name, byte[] octets) {
}
