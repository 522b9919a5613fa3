package posthouse.mailstore.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A large change that is under way beside the batches of all nodes.
 *
 * @param holder the connection that makes it
 * @param changed mailboxes that nothing else may change
 * @param copied mailboxes whose messages must stay as they are
 */
public record LargeRow(String holder, long number, Set<Long> changed, Set<Long> copied, List<Growth> growth) {

    /** What it will add to an account. */
    public record Growth(long account, long octets, long messages) {
    }

    static LargeRow of(String holder, long number, String changed, String copied, String growth) {
        return new LargeRow(holder, number, numbers(changed), numbers(copied), words(growth).map(LargeRow::growth).toList());
    }

    private static Growth growth(String text) {
        String[] parts = text.split(":");
        return new Growth(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    String growthText() {
        return growth.stream().map(g -> g.account + ":" + g.octets + ":" + g.messages).collect(Collectors.joining(" "));
    }

    static Set<Long> numbers(String text) {
        return words(text).map(Long::valueOf).collect(Collectors.toSet());
    }

    static String text(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
    }
}
