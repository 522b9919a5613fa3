package posthouse.imap.search;

import java.util.BitSet;
import posthouse.imap.selected.Rows;
import posthouse.imap.selected.View;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;

/**
 * Finds the messages that match: by what the view knows; those still open by their rows; those still open by their octets.
 * A message that another session expunged meanwhile doesn't match.
 */
final class Scan {

    private final Mailbox mailbox;
    private final View view;
    private final SearchKey key;
    private final BitSet found = new BitSet();
    private final BitSet open = new BitSet();
    private volatile boolean cancelled;

    Scan(Mailbox mailbox, View view, SearchKey key) {
        this.mailbox = mailbox;
        this.view = view;
        this.key = key;
    }

    /** Sequence numbers. */
    BitSet found() {
        return found;
    }

    /** Whether the octets of messages may have to be read. */
    boolean readsOctets() {
        return key.effort().compareTo(Effort.STRUCTURE) > 0 && !open.isEmpty();
    }

    void view() throws StoreException {
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            decide(new Candidate(mailbox, view, sequence));
        }
    }

    /** Decides what is open. */
    void rows() throws StoreException {
        if (open.isEmpty()) {
            return;
        }
        var detail = key.effort() == Effort.SUMMARY ? Detail.SUMMARY : Detail.STRUCTURE;
        var rows = new Rows(mailbox, view, open.stream().asLongStream().iterator(), detail);
        for (Message row = rows.next(); row != null && !cancelled; row = rows.next()) {
            try (var candidate = new Candidate(mailbox, view, view.sequence(row.uid()))) {
                candidate.learn(row);
                if (decide(candidate) == Truth.OPEN) {
                    candidate.mayRead();
                    decide(candidate);
                }
            } catch (MessageGone e) {
                continue;
            }
        }
    }

    private Truth decide(Candidate candidate) throws StoreException {
        Truth truth = key.matches(candidate);
        found.set(candidate.sequence(), truth == Truth.YES);
        open.set(candidate.sequence(), truth == Truth.OPEN);
        return truth;
    }

    /** Nobody waits for the result any more. */
    void cancel() {
        cancelled = true;
    }
}
