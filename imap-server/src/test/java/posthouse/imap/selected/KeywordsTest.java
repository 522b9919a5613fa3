package posthouse.imap.selected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import posthouse.imap.access.Rights;

/** What a session remembers of keywords is bounded. */
class KeywordsTest {

    private SortedSet<String> inUse = new TreeSet<>();

    private static List<String> some(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> "k" + i).toList();
    }

    @Test
    void forgetsThoseThatNoMessageHasAnyMore() {
        var keywords = new Keywords(() -> inUse, false, Rights.OWNER);
        assertThat(keywords.learn(some(0, 999))).isTrue();
        assertThat(keywords.learn(some(0, 999))).isFalse();
        inUse = new TreeSet<>(some(990, 5));
        assertThat(keywords.learn(some(2000, 10))).isTrue();
        assertThat(keywords.learn(some(2000, 10))).isFalse();
        assertThat(keywords.learn(some(990, 5))).isFalse();
        assertThat(keywords.learn(some(0, 1))).isTrue();
    }

    @Test
    void stopsWhereAMailboxHasTooMany() {
        inUse.addAll(some(0, 5000));
        var keywords = new Keywords(() -> inUse, false, Rights.OWNER);
        assertThat(keywords.learn(some(7000, 1))).isTrue();
        assertThat(keywords.learn(some(8000, 1))).isFalse();
    }
}
