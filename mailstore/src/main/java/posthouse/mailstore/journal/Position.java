package posthouse.mailstore.journal;

/**
 * A place between two batches of the journal.
 *
 * @param segment the segment's number
 * @param offset of the octet behind the last batch
 * @param batch number of the last batch before this place
 * @param sequence number of the last record before this place
 */
public record Position(int segment, long offset, long batch, long sequence) {

    /** Before everything. */
    public static final Position START = new Position(0, 0, 0, 0);
}
