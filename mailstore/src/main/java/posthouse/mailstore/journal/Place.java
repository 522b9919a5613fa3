package posthouse.mailstore.journal;

/**
 * Where a record's data (the octets of its messages) begins.
 *
 * @param segment the segment's number
 * @param dataStart offset in the segment
 */
public record Place(int segment, long dataStart) {
}
