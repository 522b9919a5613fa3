package posthouse.mailstore.jdbc;

/**
 * A mutation whose record is behind the position and that is not whole in the tables yet.
 *
 * @param segment where its record stands
 * @param start offset of the record
 * @param pieces how many of its pieces are applied
 */
public record UnfinishedRow(int segment, long start, int pieces) {
}
