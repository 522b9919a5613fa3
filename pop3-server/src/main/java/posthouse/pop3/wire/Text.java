package posthouse.pop3.wire;

import java.util.Arrays;
import java.util.Locale;

/**
 * What people read in a response. It stands in English where it is said, and is the key of its translations (RFC 6856 3.2).
 *
 * @param english with {@code %s} and {@code %d} for the arguments, which may be texts too
 */
public record Text(String english, Object... arguments) {

    /** So many messages. */
    public static Text messages(int count) {
        return count == 1 ? new Text("1 message") : new Text("%d messages", count);
    }

    public String in(Language language) {
        String text = language.translate(english);
        return arguments.length == 0 ? text : String.format(Locale.ROOT, text,
            Arrays.stream(arguments).map(a -> a instanceof Text inner ? inner.in(language) : a).toArray());
    }

    @Override
    public String toString() {
        return in(Language.ENGLISH);
    }
}
