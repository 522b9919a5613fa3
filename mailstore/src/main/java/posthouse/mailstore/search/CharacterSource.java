package posthouse.mailstore.search;

/** Makes characters of octets that arrive in pieces. */
sealed interface CharacterSource permits Utf8Source, DecodedSource {

    /** Whether no character is begun. */
    boolean isBetween();

    /** Decodes the next octets, at most as many as a {@link TextMatcher} gives at once, and hands over the characters. */
    void decode(byte[] octets, int from, int to, TextMatcher target);

    /** Hands over what is left at the end. */
    void end(TextMatcher target);
}
