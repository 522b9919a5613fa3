package posthouse.imap.search;

import java.time.Duration;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import posthouse.imap.Authenticated;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.selected.Rows;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * Finds the messages that match: by what the view knows and earlier searches left; those still open by their rows; those
 * still open by their octets.
 * A message that another session expunged meanwhile doesn't match.
 */
final class Scan implements Scans.Work {

    private final Mailbox mailbox;
    private final View view;
    private final SearchKey key;
    private final Columns columns;
    private final Duration limit;
    private long began;
    private final BitSet found = new BitSet();
    private final BitSet open = new BitSet();
    private final Relevancy relevancy = new Relevancy();
    private volatile boolean cancelled;
    private volatile Answer.Progress progress = (some, all) -> { };
    private volatile int done; // of the rows that are read last; one thread counts
    private volatile int toRead;

    /** @param state who searches */
    Scan(Mailbox mailbox, View view, SearchKey key, Authenticated state) {
        this.mailbox = mailbox;
        this.view = view;
        this.key = key;
        this.limit = state.client().scans().limit();
        this.columns = new Columns(state.client().scans().texts(), mailbox.id(), new MessageNotes(mailbox, state.accountId()));
    }

    /** Sequence numbers. */
    BitSet found() {
        return found;
    }

    /** How well they match. */
    Relevancy relevancy() {
        return relevancy;
    }

    /** Whether the octets of messages may have to be read. */
    boolean readsOctets() {
        return key.effort().compareTo(Effort.STRUCTURE) > 0 && !open.isEmpty();
    }

    void view() throws StoreException {
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            decide(new Candidate(mailbox, view, columns, sequence));
        }
    }

    /** Looks at these sequence numbers only. */
    void view(PrimitiveIterator.OfInt sequences) throws StoreException {
        while (sequences.hasNext()) {
            decide(new Candidate(mailbox, view, columns, sequences.nextInt()));
        }
    }

    /** Decides what is open. */
    @Override
    public void rows() throws StoreException, Refused {
        began = System.nanoTime(); // not while it waited for its turn
        if (key.asks(Effort.SUMMARY)) {
            read(Detail.SUMMARY);
        }
        read(Detail.STRUCTURE);
        columns.keep(view);
    }

    private void read(Detail detail) throws StoreException, Refused {
        UidSet sequences = numbers(open);
        toRead = detail == Detail.STRUCTURE ? open.cardinality() : 0;
        open.clear(); // who is not there any more is not open
        var rows = new Rows(mailbox, view, sequences.iterator(), detail);
        for (Message row = rows.next(); row != null && !cancelled; row = rows.next()) {
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new Refused(ResponseCode.LIMIT, "the search takes too long");
            }
            try (var candidate = new Candidate(mailbox, view, columns, view.sequence(row.uid()))) {
                candidate.learn(row);
                if (decide(candidate) == Truth.OPEN && detail == Detail.STRUCTURE) {
                    candidate.mayRead();
                    decide(candidate);
                }
            } catch (MessageGone e) {
                open.clear(view.sequence(row.uid()));
            }
            if (toRead > 0) {
                done = done + 1;
                progress.at(done, toRead);
            }
        }
    }

    private static UidSet numbers(BitSet set) {
        var numbers = new UidSet.Builder();
        for (int start = set.nextSetBit(0); start >= 0; start = set.nextSetBit(set.nextClearBit(start))) {
            numbers.add(start, set.nextClearBit(start) - 1);
        }
        return numbers.build();
    }

    private Truth decide(Candidate candidate) throws StoreException {
        candidate.asked();
        Truth truth = key.matches(candidate);
        if (truth == Truth.YES) {
            relevancy.set(candidate.sequence(), candidate.relevancy());
        }
        mark(found, candidate.sequence(), truth == Truth.YES);
        mark(open, candidate.sequence(), truth == Truth.OPEN);
        return truth;
    }

    /** To clear a bit that isn't set costs more than to look. */
    private static void mark(BitSet set, int sequence, boolean is) {
        if (set.get(sequence) != is) {
            set.set(sequence, is);
        }
    }

    /** Nobody waits for the result any more. */
    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void tellProgress(Answer.Progress wanted) {
        progress = wanted;
        if (done > 0) {
            wanted.at(done, toRead);
        }
    }

    boolean cancelled() {
        return cancelled;
    }
}
