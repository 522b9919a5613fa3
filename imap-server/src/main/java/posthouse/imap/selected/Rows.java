package posthouse.imap.selected;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Predicate;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** Messages of a view, one after the other, read from the store in short batches as they are asked for. */
public final class Rows {

    /** The first batch is small, for whoever asks for little; the others grow. */
    private static final int FIRST = 16;
    private static final int MOST_STRUCTURES = 64;
    private static final int MOST_SUMMARIES = 512;

    private final Mailbox mailbox;
    private final View view;
    private final PrimitiveIterator.OfLong sequences;
    private final Detail detail;
    private final Predicate<Message> known;
    private int size = FIRST;
    private UidSet left = UidSet.EMPTY; // of the batch: its structures are large
    private int expected; // of those that are left
    private final Deque<Message> batch = new ArrayDeque<>();
    private boolean missing;

    /** @param sequences sequence numbers of the view, ascending */
    public Rows(Mailbox mailbox, View view, PrimitiveIterator.OfLong sequences, Detail detail) {
        this(mailbox, view, sequences, detail, null);
    }

    /** As above. @param known tells whether a message's summary is enough; {@code null} if it never is */
    public Rows(Mailbox mailbox, View view, PrimitiveIterator.OfLong sequences, Detail detail, Predicate<Message> known) {
        this.known = known;
        this.mailbox = mailbox;
        this.view = view;
        this.sequences = sequences;
        this.detail = detail;
    }

    /** The next one that exists, or {@code null}. */
    public Message next() throws StoreException {
        while (batch.isEmpty() && (!left.isEmpty() || sequences.hasNext())) {
            if (left.isEmpty()) {
                nextBatch();
            }
            left = known == null ? mailbox.readSome(left, detail, batch::add) : readUnknown();
            expected -= batch.size();
            missing |= left.isEmpty() && expected > 0;
        }
        return batch.poll();
    }

    /** Reads summaries, and in their place the whole rows of those that aren't enough; @return UIDs that are left. */
    private UidSet readUnknown() throws StoreException {
        var summaries = new ArrayList<Message>();
        mailbox.read(left, Detail.SUMMARY, summaries::add);
        var unknown = new ArrayList<UidSet.Range>();
        boolean follows = false;
        for (Message summary : summaries) {
            if (known.test(summary)) {
                follows = false;
                continue;
            }
            long first = follows ? unknown.remove(unknown.size() - 1).first() : summary.uid();
            unknown.add(new UidSet.Range(first, summary.uid()));
            follows = true;
        }
        if (unknown.isEmpty()) {
            batch.addAll(summaries);
            return UidSet.EMPTY;
        }
        UidSet wanted = UidSet.of(unknown);
        var whole = new ArrayDeque<Message>();
        UidSet rest = mailbox.readSome(wanted, detail, whole::add);
        for (Message summary : summaries) {
            if (!wanted.contains(summary.uid())) {
                batch.add(summary);
            } else if (!whole.isEmpty() && whole.peek().uid() == summary.uid()) {
                batch.add(whole.poll());
            } else if (rest.contains(summary.uid())) {
                return left.after(summary.uid() - 1);
            } // else it was expunged meanwhile
        }
        return UidSet.EMPTY;
    }

    /** Whether some of those so far are not there any more: another session expunged them. */
    public boolean missing() {
        return missing;
    }

    private void nextBatch() {
        var uids = new ArrayList<UidSet.Range>();
        int count = 0;
        int first = 0;
        int last = 0;
        for (; count < size && sequences.hasNext(); count++) {
            int sequence = (int) sequences.nextLong();
            if (sequence != last + 1 || count == 0) {
                addRange(uids, first, last);
                first = sequence;
            }
            last = sequence;
        }
        addRange(uids, first, last);
        left = UidSet.of(uids);
        expected = count;
        size = Math.min(size * 2, detail == Detail.STRUCTURE ? MOST_STRUCTURES : MOST_SUMMARIES);
    }

    /** Neighbours in the view are one range, whatever their UIDs: nothing lies between them. */
    private void addRange(List<UidSet.Range> uids, int first, int last) {
        if (first > 0) {
            uids.add(new UidSet.Range(view.uid(first), view.uid(last)));
        }
    }
}
