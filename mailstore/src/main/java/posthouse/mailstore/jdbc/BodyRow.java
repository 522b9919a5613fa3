package posthouse.mailstore.jdbc;

/**
 * Octets that messages share.
 *
 * @param segment where they stand; 0 if they have a file of their own
 * @param place offset in the segment, or the number of the file
 * @param length as received
 * @param checksum of the octets as received, begun with the store's key
 * @param refs how many messages name them
 * @param form how they are stored
 * @param stored octets they take there
 */
public record BodyRow(long id, int segment, long place, long length, int checksum, long refs, int form, long stored) {
}
