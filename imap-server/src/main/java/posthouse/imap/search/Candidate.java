package posthouse.imap.search;

import java.util.List;
import posthouse.imap.selected.View;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations.Noted;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;

/** A message that is looked at, and what is known of it by now. */
final class Candidate implements AutoCloseable {

    private final Mailbox mailbox;
    private final View view;
    private final Columns columns;
    private final int sequence;
    private Effort known = Effort.VIEW;
    private Message row;
    private MessageBody body;
    private int likeness;
    private int vague;

    Candidate(Mailbox mailbox, View view, Columns columns, int sequence) {
        this.mailbox = mailbox;
        this.view = view;
        this.columns = columns;
        this.sequence = sequence;
    }

    boolean knows(Effort effort) {
        return effort.compareTo(known) <= 0;
    }

    boolean knows(EnvelopeText field) {
        return columns.known(field).find(uid()) >= 0 || knows(Effort.STRUCTURE);
    }

    /** {@code null} where there is no such field. */
    String text(EnvelopeText field) {
        var known = columns.known(field);
        int index = known.find(uid());
        if (index >= 0) {
            return known.text(index);
        }
        String text = field.of(row.structure().envelope());
        columns.learn(field, uid(), text);
        return text;
    }

    /** From now on the row is known. */
    void learn(Message read) {
        row = read;
        known = read.structure() == null ? Effort.SUMMARY : Effort.STRUCTURE;
    }

    /** From now on the octets may be read. */
    void mayRead() {
        known = Effort.BODY;
    }

    /** It is asked anew. */
    void asked() {
        likeness = 0;
        vague = 0;
    }

    /** It is like what a vague key asks for, so much. */
    void isLike(int howMuch) {
        likeness += howMuch;
        vague++;
    }

    /** How well it matches all vague keys (RFC 6203 4). */
    int relevancy() {
        return vague == 0 ? Relevancy.MOST : likeness / vague;
    }

    int sequence() {
        return sequence;
    }

    long uid() {
        return view.uid(sequence);
    }

    boolean recent() {
        return view.recent(uid());
    }

    Flags flags() {
        return row == null ? view.flags(sequence) : row.flags();
    }

    long modSeq() {
        return row == null ? view.modSeq(sequence) : row.modSeq();
    }

    Message row() {
        return row;
    }

    /** What is noted of it. */
    List<Noted> notes() throws StoreException {
        return columns.notes().of(uid());
    }

    MessageBody body() throws StoreException {
        if (body == null) {
            body = mailbox.body(row);
        }
        return body;
    }

    @Override
    public void close() {
        if (body != null) {
            body.close();
        }
    }
}
