package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class UidSetTest {

    @Test
    void joinsAndSorts() {
        assertThat(UidSet.of(5, 1, 2, 3, 9)).hasToString("1:3,5,9");
        assertThat(UidSet.of(List.of(new UidSet.Range(7, 9), new UidSet.Range(1, 3), new UidSet.Range(3, 6)))).hasToString("1:9");
        assertThat(UidSet.EMPTY).hasToString("");
    }

    @Test
    void contains() {
        UidSet set = UidSet.of(1, 2, 3, 5, 4294967295L);
        assertThat(List.of(1L, 3L, 5L, 4294967295L)).allMatch(set::contains);
        assertThat(List.of(0L, 4L, 6L, 4294967294L)).noneMatch(set::contains);
        assertThat(set.count()).isEqualTo(5);
    }

    @Test
    void iterates() {
        var found = new ArrayList<Long>();
        var each = UidSet.of(1, 2, 3, 5, 9, 10).iterator();
        each.forEachRemaining((long uid) -> found.add(uid));
        assertThat(found).containsExactly(1L, 2L, 3L, 5L, 9L, 10L);
        assertThatThrownBy(each::nextLong).isInstanceOf(NoSuchElementException.class);
        assertThat(UidSet.EMPTY.iterator().hasNext()).isFalse();
    }

    @Test
    void intersectsAndSubtracts() {
        UidSet set = UidSet.of(1, 2, 3, 5, 9, 10, 11);
        assertThat(set.and(UidSet.of(2, 3, 4, 5, 11, 12))).hasToString("2:3,5,11");
        assertThat(set.and(UidSet.ALL)).isEqualTo(set);
        assertThat(set.and(UidSet.EMPTY).isEmpty()).isTrue();
        assertThat(set.without(UidSet.of(2, 3, 4, 9, 11, 12))).hasToString("1,5,10");
        assertThat(UidSet.ALL.without(UidSet.of(1, 7))).hasToString("2:6,8:4294967295");
        assertThat(set.without(UidSet.ALL).isEmpty()).isTrue();
        assertThat(set.without(UidSet.EMPTY)).isEqualTo(set);
    }

    @Test
    void joinsAndTakesParts() {
        UidSet set = UidSet.of(1, 2, 3, 5, 9, 10, 11);
        assertThat(set.or(UidSet.of(4, 20))).hasToString("1:5,9:11,20");
        assertThat(set.part(0, 2)).hasToString("1:2");
        assertThat(set.part(2, 5)).hasToString("3,5,9");
        assertThat(set.part(5, 100)).hasToString("10:11");
        assertThat(set.part(7, 8).isEmpty()).isTrue();
        assertThat(set.part(3, 3).isEmpty()).isTrue();
    }

    @Test
    void intersectsAndSubtractsLikeSets() {
        var random = new java.util.Random(7);
        for (int round = 0; round < 500; round++) {
            long[] a = random.longs(random.nextInt(20), 1, 30).toArray();
            long[] b = random.longs(random.nextInt(20), 1, 30).toArray();
            var both = new java.util.TreeSet<>(UidSet.of(a).stream().boxed().toList());
            var left = new java.util.TreeSet<>(both);
            both.retainAll(UidSet.of(b).stream().boxed().toList());
            left.removeAll(both);
            assertThat(UidSet.of(a).and(UidSet.of(b)).stream().boxed()).containsExactlyElementsOf(both);
            assertThat(UidSet.of(a).without(UidSet.of(b)).stream().boxed()).containsExactlyElementsOf(left);
        }
    }
}
