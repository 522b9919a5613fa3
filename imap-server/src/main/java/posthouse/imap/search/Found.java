package posthouse.imap.search;

import java.util.BitSet;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Numbering;

/** The messages that match, as the client counts them. */
record Found(BitSet sequences, Numbering numbering, View view) {

    /** The sequence number of the first one from {@code sequence} on; 0 if there is none. */
    int next(int sequence) {
        return Math.max(sequences.nextSetBit(sequence), 0);
    }

    int last() {
        return Math.max(sequences.length() - 1, 0);
    }

    int count() {
        return sequences.cardinality();
    }

    /** The number that the client is told. */
    long number(int sequence) {
        return numbering == Numbering.UID ? view.uid(sequence) : sequence;
    }
}
