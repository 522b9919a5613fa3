package posthouse.mailstore.jdbc;

/**
 * Where the octets of a message are: its own in front, and those that it shares.
 *
 * @param segment where the body stands; 0 if it has a file of its own
 * @param place offset in the segment, or the number of the file
 * @param form how the body is stored there
 */
public record Whereabouts(byte[] prefix, int segment, long place, int form) {
}
