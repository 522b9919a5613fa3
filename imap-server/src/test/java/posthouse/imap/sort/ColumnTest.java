package posthouse.imap.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks say what comparing says, for any keys. */
class ColumnTest {

    private static final int MOST = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ranksAreInTheOrderOfTheKeys(long seed) {
        var random = new Random(seed);
        for (int count = 0; count <= MOST; count++) {
            int different = 1 + random.nextInt(2 * MOST);
            var numbers = new Column.Numbers(MOST, null);
            var rising = new Column.Numbers(MOST, null);
            var texts = new Column.Texts(MOST, null);
            for (int i = 0; i < MOST; i++) {
                numbers.values()[i] = random.nextInt(20) == 0 ? Long.MIN_VALUE + random.nextInt(2) : random.nextInt(different) - different / 2;
                rising.values()[i] = i == 0 ? 0 : rising.values()[i - 1] + random.nextInt(3) - random.nextInt(2);
                texts.values()[i] = "k\u00e9y".repeat(random.nextInt(3)).concat(Integer.toString(random.nextInt(different))).getBytes(StandardCharsets.UTF_8);
            }
            check(numbers, count);
            check(rising, count);
            check(texts, count);
        }
    }

    private static void check(Column column, int count) {
        int[] ranks = column.ranks(count);
        assertThat(ranks).hasSize(count);
        for (int one = 0; one < count; one++) {
            for (int other = 0; other < count; other++) {
                assertThat(Integer.signum(Integer.compare(ranks[one], ranks[other]))).isEqualTo(Integer.signum(column.compare(one, other)));
            }
        }
    }
}
