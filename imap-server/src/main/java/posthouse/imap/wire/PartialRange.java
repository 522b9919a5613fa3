package posthouse.imap.wire;

/**
 * Places in a result, from its beginning ({@code 1:500}) or from its end ({@code -1:-500}): RFC 9394 4, partial-range; RFC 5267 4.4.
 *
 * @param text as it is told to the client: the first place first, in whatever order it named them
 */
public record PartialRange(long first, long last, boolean fromEnd, String text) {

    /** {@code 1:500} or {@code -1:-500}, in any order. */
    public static PartialRange parse(ImapReader in) throws BadSyntax {
        boolean fromEnd = in.take('-');
        long one = in.nzNumber();
        if (in.expect(':').take('-') != fromEnd) {
            throw new BadSyntax("both ends count from the same side");
        }
        long other = in.nzNumber();
        String sign = fromEnd ? "-" : "";
        long first = Math.min(one, other);
        long last = Math.max(one, other);
        return new PartialRange(first, last, fromEnd, sign + first + ":" + sign + last);
    }

    /** The first place that is meant, from 0, in a result of so many. */
    public int start(int count) {
        return (int) (fromEnd ? Math.max(count - last, 0) : Math.min(first - 1, count));
    }

    /** The place behind the last one that is meant. */
    public int end(int count) {
        return (int) (fromEnd ? Math.max(count - first + 1, 0) : Math.min(last, count));
    }
}
