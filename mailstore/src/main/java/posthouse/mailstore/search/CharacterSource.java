package posthouse.mailstore.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes characters of octets that arrive in pieces. */
sealed interface CharacterSource permits Utf8Source, DecodedSource {

    /** So many octets are decoded at once. */
    int BLOCK = 512;

    /** Whether no character is begun. */
    boolean isBetween();

    /** Decodes the next octets, at most {@link #BLOCK}, and hands over the characters. */
    void decode(byte[] octets, int from, int to, Characters target);

    /** Hands over what is left at the end. */
    void end(Characters target);

    /** That of a charset. @param charset {@code null} if there is none or an unknown one */
    static CharacterSource of(Charset charset) {
        boolean utf8 = charset == null || charset.equals(StandardCharsets.US_ASCII) || charset.equals(StandardCharsets.UTF_8);
        return utf8 ? new Utf8Source() : new DecodedSource(charset);
    }
}
