package posthouse.mailstore.storm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posthouse.mailstore.Stores;

/** Messages that are known by a number: their octets follow from it. */
final class Letters {
    private static final Pattern SUBJECT = Pattern.compile("letter (\\d+)");

    private Letters() {
    }

    /** Of all sizes; now and then one that gets a file of its own. */
    static byte[] octets(int number) {
        int size = number % 97 == 0 ? 1_200_000 : number % 11 == 0 ? 70_000 : 200 + number * 37 % 6000;
        return Stores.message("letter " + number, size);
    }

    /** @throws AssertionError if no letter has such a subject */
    static int number(String subject) {
        Matcher matcher = SUBJECT.matcher(String.valueOf(subject));
        if (!matcher.matches()) {
            throw new AssertionError("a subject that was never sent: " + subject);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
