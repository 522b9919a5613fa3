package posthouse.mailstore.mime;

/**
 * How many addresses, parameters and languages a message may still have: an octet or two of a header make one, and it takes a
 * hundred octets to keep.
 */
final class Allowance {
    private int left = MimeScanner.MAX_WORDS;

    /** Whether there may be one more. */
    boolean take() {
        return left-- > 0;
    }
}
