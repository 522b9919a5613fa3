package posthouse.imap.thread;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Puts nodes in order; those that are alike stay as they are. */
final class Order {

    private Order() {
    }

    /** All messages by the time they were sent, then by their place in the mailbox (RFC 5256 2.2). */
    static int[] bySent(Facts[] facts) {
        return by(IntStream.range(0, facts.length).toArray(), message -> facts[message].sent());
    }

    static int[] by(int[] nodes, IntToLongFunction key) {
        Integer[] sorted = Arrays.stream(nodes).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> Long.compare(key.applyAsLong(a), key.applyAsLong(b)));
        return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }
}
