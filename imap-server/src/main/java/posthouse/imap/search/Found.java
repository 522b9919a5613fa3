package posthouse.imap.search;

import java.util.stream.IntStream;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Numbering;
import posthouse.mailstore.UidSet;

/**
 * The messages that match, in the order in which the client is told of them: SEARCH's is the mailbox's, SORT's is what was asked.
 *
 * @param sequences their sequence numbers
 * @param tellsModSeq whether the answer tells the highest mod-sequence (RFC 7162 3.1.5, 3.1.6)
 * @param relevancy how well they match
 */
public record Found(int[] sequences, Numbering numbering, View view, boolean tellsModSeq, Relevancy relevancy) {

    public int count() {
        return sequences.length;
    }

    /** The number that the client is told of the message at a place in that order, from 0. */
    public long number(int index) {
        return numbering == Numbering.UID ? view.uid(sequences[index]) : sequences[index];
    }

    /** How well the message at a place matches. */
    int score(int index) {
        return relevancy.of(sequences[index]);
    }

    /** The last place of a run that can be told as a range: its numbers go up one by one (RFC 5267 3.2). */
    int endOfRun(int index) {
        int end = index;
        while (end + 1 < sequences.length && number(end + 1) == number(end) + 1) {
            end++;
        }
        return end;
    }

    /** The highest mod-sequence of those at these places. */
    long highestModSeq(int from, int to) {
        return IntStream.range(from, to).mapToLong(i -> view.modSeq(sequences[i])).max().orElse(0);
    }

    /** The UIDs of those at these places. */
    public UidSet uids(int from, int to) {
        return UidSet.of(IntStream.range(from, to).mapToLong(i -> view.uid(sequences[i])).toArray());
    }
}
