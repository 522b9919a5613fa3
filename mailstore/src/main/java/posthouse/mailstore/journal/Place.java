package posthouse.mailstore.journal;

/**
 * Where a record stands.
 *
 * @param segment the segment's number
 * @param start offset of the record in the segment
 * @param dataStart offset at which its data (the octets of its messages) begins
 */
public record Place(int segment, long start, long dataStart) {
}
