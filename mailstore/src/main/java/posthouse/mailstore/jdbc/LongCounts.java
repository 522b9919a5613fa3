package posthouse.mailstore.jdbc;

import java.util.Arrays;

/** Counts of numbers above 0, many millions of them in little memory. */
final class LongCounts {
    private long[] keys = new long[1024];
    private int[] counts = new int[1024];
    private int used;

    /** Takes one count. */
    interface Each {
        void count(long key, long count);
    }

    void add(long key, int more) {
        if (used * 2 >= keys.length) {
            grow();
        }
        int at = find(key);
        used += keys[at] == 0 ? 1 : 0;
        keys[at] = key;
        counts[at] += more;
    }

    private int find(long key) {
        int at = (int) (key * 0x9E3779B97F4A7C15L >>> 33) & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] before = keys;
        int[] values = counts;
        keys = new long[before.length * 2];
        counts = new int[before.length * 2];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int at = find(before[i]);
                keys[at] = before[i];
                counts[at] = values[i];
            }
        }
    }

    /** The count, which is 0 from then on. */
    long take(long key) {
        int at = find(key);
        int count = counts[at];
        counts[at] = 0;
        return count;
    }

    /** Those that are not 0, in order. */
    void forEach(Each each) {
        long[] left = new long[used];
        int found = 0;
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                left[found++] = keys[i];
            }
        }
        Arrays.sort(left, 0, found);
        for (int i = 0; i < found; i++) {
            each.count(left[i], counts[find(left[i])]);
        }
    }
}
