package posthouse.imap.sort;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.search.Relevancy;
import posthouse.imap.selected.Rows;
import posthouse.imap.selected.View;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** Gathers the keys of messages, those known from earlier and the others from their rows, and then puts the messages in order. */
final class Sorting {

    private final List<SortKey> keys;
    private final KnownKeys cache;
    private final Relevancy relevancy;
    private final Detail detail;
    private final long account;

    /** @param account whose annotations count */
    Sorting(List<SortKey> keys, KnownKeys cache, Relevancy relevancy, long account) {
        this.cache = cache;
        this.account = account;
        this.keys = keys;
        this.relevancy = relevancy;
        this.detail = keys.stream().anyMatch(key -> key.criterion().detail == Detail.STRUCTURE) ? Detail.STRUCTURE : Detail.SUMMARY;
    }

    /**
     * @param matching sequence numbers
     * @return those of them that exist still, in order; where all keys are known nobody looks whether they do
     */
    int[] order(Mailbox mailbox, View view, BitSet matching, BooleanSupplier cancelled) throws StoreException {
        int most = matching.cardinality();
        var notes = new MessageNotes(mailbox, account);
        var gathered = keys.stream().map(key -> new Gathered(key, column(key, most, notes, view), most, mailbox.id())).toList();
        if (gathered.stream().allMatch(column -> column.knowsAll(matching, view))) {
            return sorted(matching.stream().toArray(), most, gathered);
        }
        int[] sequences = new int[most];
        int count = 0;
        var rows = new Rows(mailbox, view, numbers(matching), detail, row -> gathered.stream().allMatch(column -> column.knows(row)));
        for (Message row = rows.next(); row != null && !cancelled.getAsBoolean(); row = rows.next()) {
            for (Gathered column : gathered) {
                column.set(count, row);
            }
            sequences[count++] = view.sequence(row.uid());
        }
        for (Gathered column : gathered) {
            column.keep(sequences, count, view);
        }
        return sorted(sequences, count, gathered);
    }

    /** A key of all that are sorted, and what was known of it before. */
    private final class Gathered {
        private final SortCriterion criterion;
        private final boolean reverse;
        private final Column column;
        private final int[] places; // among those that were known
        private final long mailbox;
        private final KnownKeys.Keys known; // null if it comes from a row in memory
        private boolean learned;

        Gathered(SortKey key, Column column, int most, long mailbox) {
            this.criterion = key.criterion();
            this.reverse = key.reverse();
            this.column = column;
            this.places = new int[most];
            this.mailbox = mailbox;
            this.known = criterion.detail == Detail.STRUCTURE ? cache.get(mailbox, criterion) : null;
        }

        /** Finds the places of all of them, if it can. */
        boolean knowsAll(BitSet matching, View view) {
            int place = 0;
            int index = 0;
            for (int sequence = matching.nextSetBit(0); known != null && sequence >= 0; sequence = matching.nextSetBit(sequence + 1)) {
                place = known.next(view.uid(sequence), place);
                if (place < 0) {
                    return false;
                }
                column.copy(index, known.column(), place);
                places[index++] = place;
            }
            return known != null;
        }

        boolean knows(Message row) {
            return known == null || known.find(row.uid()) >= 0;
        }

        void set(int index, Message row) throws StoreException {
            int place = known == null ? -1 : known.find(row.uid());
            if (place >= 0) {
                column.copy(index, known.column(), place);
                places[index] = place;
            } else {
                column.set(index, row);
                learned = true;
            }
        }

        /** The order of the first so many messages, as numbers from 0. */
        int[] ranks(int count) {
            int[] all = known == null || learned ? null : known.ranksFor(count);
            int[] ranks = all == null ? column.ranks(count) : Arrays.stream(places, 0, count).map(place -> all[place]).toArray();
            if (reverse) {
                int highest = Arrays.stream(ranks).max().orElse(0);
                Arrays.setAll(ranks, i -> highest - ranks[i]);
            }
            return ranks;
        }

        void keep(int[] sequences, int count, View view) {
            if (known != null && learned) {
                long[] uids = Arrays.stream(sequences, 0, count).mapToLong(view::uid).toArray();
                cache.put(mailbox, criterion, known.with(new KnownKeys.Keys(uids, column), criterion, view));
            }
        }
    }

    private Column column(SortKey key, int size, MessageNotes notes, View view) {
        return switch (key.criterion()) {
            case RELEVANCY -> new Column.Numbers(size, row -> -relevancy.of(view.sequence(row.uid())));
            case ANNOTATION -> new Column.Texts(size, row -> notes.text(row.uid(), key.annotation().entry(), key.annotation().shared()));
            default -> key.criterion().column(size);
        };
    }

    /** Where one message belongs: below 0 in front of the other, above 0 behind it. */
    int compare(Message one, Message other) throws StoreException {
        var columns = keys.stream().map(key -> key.criterion().column(2)).toList();
        for (Column column : columns) {
            column.set(0, one);
            column.set(1, other);
        }
        int order = comparator(columns).compare(0, 1);
        return order != 0 ? order : Long.compare(one.uid(), other.uid());
    }

    Detail detail() {
        return detail;
    }

    private static PrimitiveIterator.OfLong numbers(BitSet set) {
        var numbers = new UidSet.Builder();
        for (int start = set.nextSetBit(0); start >= 0; start = set.nextSetBit(set.nextClearBit(start))) {
            numbers.add(start, set.nextClearBit(start) - 1);
        }
        return numbers.build().iterator();
    }

    private Comparator<Integer> comparator(List<Column> columns) {
        Comparator<Integer> order = null;
        for (int i = 0; i < keys.size(); i++) {
            Column column = columns.get(i);
            Comparator<Integer> next = keys.get(i).reverse() ? (a, b) -> column.compare(b, a) : column::compare;
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    /**
     * As many keys at once as there is room for in a number, the last ones first. What is alike stays in the order of the mailbox, also where it is
     * reversed (RFC 5256 3).
     */
    private static int[] sorted(int[] sequences, int count, List<Gathered> keys) {
        int[][] ranks = keys.stream().map(key -> key.ranks(count)).toArray(int[][]::new);
        int highest = Math.max(count, Arrays.stream(ranks).flatMapToInt(Arrays::stream).max().orElse(0));
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, highest));
        int atOnce = (Long.SIZE - 1) / bits - 1; // one or more: a place has its bits too
        int[] order = IntStream.range(0, count).toArray();
        for (int end = ranks.length; end > 0; end -= atOnce) {
            order = sorted(order, Arrays.copyOfRange(ranks, Math.max(0, end - atOnce), end), bits);
        }
        return Arrays.stream(order).map(place -> sequences[place]).toArray();
    }

    private static int[] sorted(int[] order, int[][] ranks, int bits) {
        var numbers = new long[order.length];
        for (int i = 0; i < numbers.length; i++) {
            for (int[] rank : ranks) {
                numbers[i] = numbers[i] << bits | rank[order[i]];
            }
            numbers[i] = numbers[i] << bits | i;
        }
        Arrays.sort(numbers);
        long place = (1L << bits) - 1;
        return Arrays.stream(numbers).mapToInt(number -> order[(int) (number & place)]).toArray();
    }
}
