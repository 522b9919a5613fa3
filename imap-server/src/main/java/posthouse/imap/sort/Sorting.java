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
     * @return those of them that exist still, in order
     */
    int[] order(Mailbox mailbox, View view, BitSet matching, BooleanSupplier cancelled) throws StoreException {
        int most = matching.cardinality();
        var notes = new MessageNotes(mailbox, account);
        var gathered = keys.stream().map(key -> new Gathered(key.criterion(), column(key, most, notes, view), mailbox.id())).toList();
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
        return sorted(sequences, count, comparator(gathered.stream().map(each -> each.column).toList()));
    }

    /** A key of all that are sorted, and what was known of it before. */
    private final class Gathered {
        private final SortCriterion criterion;
        private final Column column;
        private final long mailbox;
        private final KnownKeys.Keys known; // null if it comes from a row in memory
        private boolean learned;

        Gathered(SortCriterion criterion, Column column, long mailbox) {
            this.criterion = criterion;
            this.column = column;
            this.mailbox = mailbox;
            this.known = criterion.detail == Detail.STRUCTURE ? cache.get(mailbox, criterion) : null;
        }

        boolean knows(Message row) {
            return known == null || known.find(row.uid()) >= 0;
        }

        void set(int index, Message row) throws StoreException {
            int place = known == null ? -1 : known.find(row.uid());
            if (place >= 0) {
                column.copy(index, known.column(), place);
            } else {
                column.set(index, row);
                learned = true;
            }
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

    /** Stable: what is alike stays in the order of the mailbox, also where it is reversed (RFC 5256 3). */
    private static int[] sorted(int[] sequences, int count, Comparator<Integer> order) {
        Integer[] places = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        Arrays.sort(places, order);
        return Arrays.stream(places).mapToInt(place -> sequences[place]).toArray();
    }
}
