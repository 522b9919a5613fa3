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

/** Reads the keys of messages, and then puts these in order. */
final class Sorting {

    private final List<SortKey> keys;
    private final Relevancy relevancy;
    private final Detail detail;
    private final long account;

    /** @param account whose annotations count */
    Sorting(List<SortKey> keys, Relevancy relevancy, long account) {
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
        var columns = keys.stream().map(key -> column(key, most, notes, view)).toList();
        int[] sequences = new int[most];
        int count = 0;
        var rows = new Rows(mailbox, view, numbers(matching), detail);
        for (Message row = rows.next(); row != null && !cancelled.getAsBoolean(); row = rows.next()) {
            for (Column column : columns) {
                column.set(count, row);
            }
            sequences[count++] = view.sequence(row.uid());
        }
        return sorted(sequences, count, comparator(columns));
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
