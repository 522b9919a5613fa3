package posthouse.mailstore;

/**
 * What a message is called for ever (RFC 8474, RFC 1939 7). Its text is made when it is asked for, which is seldom: messages are read by the thousand.
 *
 * @param store a word of the store's own
 * @param number a counter
 */
public record MessageId(String store, long number) {

    /** 1 to 64 characters of {@code [A-Za-z0-9_-]}. */
    @Override
    public String toString() {
        return store + '-' + Long.toString(number, Character.MAX_RADIX);
    }
}
