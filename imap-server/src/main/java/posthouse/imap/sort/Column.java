package posthouse.imap.sort;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.search.CaseMap;

/** One key of each message that is sorted, as small as it can be; messages are named by the place where they were found. */
sealed interface Column {

    void set(int index, Message message) throws StoreException;

    int compare(int one, int other);

    /** The order of the first so many keys as numbers from 0: the same number where keys are alike. */
    default int[] ranks(int count) {
        Integer[] places = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        Arrays.sort(places, this::compare);
        var ranks = new int[count];
        for (int i = 1; i < count; i++) {
            ranks[places[i]] = ranks[places[i - 1]] + (compare(places[i - 1], places[i]) == 0 ? 0 : 1);
        }
        return ranks;
    }

    /** Takes over a key from a column of the same kind. */
    void copy(int index, Column from, int place);

    /** What it takes, roughly. */
    long octets();

    /** Sizes and times. */
    record Numbers(long[] values, ToLongFunction<Message> key) implements Column {
        Numbers(int size, ToLongFunction<Message> key) {
            this(new long[size], key);
        }

        @Override
        public void set(int index, Message message) {
            values[index] = key.applyAsLong(message);
        }

        @Override
        public int compare(int one, int other) {
            return Long.compare(values[one], values[other]);
        }

        @Override
        public int[] ranks(int count) {
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            int different = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[different++] = sorted[i];
                }
            }
            var ranks = new int[count];
            for (int i = 0; i < count; i++) {
                int next = i == 0 ? 0 : Math.min(ranks[i - 1] + 1, different - 1); // dates mostly go up
                ranks[i] = sorted[next] == values[i] ? next : Arrays.binarySearch(sorted, 0, different, values[i]);
            }
            return ranks;
        }

        @Override
        public void copy(int index, Column from, int place) {
            values[index] = ((Numbers) from).values[place];
        }

        @Override
        public long octets() {
            return (long) Long.BYTES * values.length;
        }
    }

    /** Texts in the order of i;unicode-casemap. */
    record Texts(byte[][] values, Key key) implements Column {
        /** What a message is sorted by. */
        interface Key {
            String of(Message message) throws StoreException;
        }

        /** What is alike so far is alike: memory is bounded, whatever a sender wrote. */
        static final int LONGEST = 256;
        /** What an array takes beside its octets. */
        private static final int OBJECT = 24;

        Texts(int size, Key key) {
            this(new byte[size][], key);
        }

        @Override
        public void set(int index, Message message) throws StoreException {
            byte[] text = CaseMap.fold(key.of(message)).getBytes(StandardCharsets.UTF_8);
            values[index] = text.length > LONGEST ? Arrays.copyOf(text, LONGEST) : text;
        }

        @Override
        public int compare(int one, int other) {
            return Arrays.compareUnsigned(values[one], values[other]);
        }

        @Override
        public void copy(int index, Column from, int place) {
            values[index] = ((Texts) from).values[place];
        }

        @Override
        public long octets() {
            return Arrays.stream(values).mapToLong(text -> OBJECT + text.length).sum();
        }
    }
}
