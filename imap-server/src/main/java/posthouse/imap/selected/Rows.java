package posthouse.imap.selected;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
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
    private int size = FIRST;
    private Iterator<Message> batch = List.<Message>of().iterator();
    private boolean missing;

    /** @param sequences sequence numbers of the view, ascending */
    public Rows(Mailbox mailbox, View view, PrimitiveIterator.OfLong sequences, Detail detail) {
        this.mailbox = mailbox;
        this.view = view;
        this.sequences = sequences;
        this.detail = detail;
    }

    /** The next one that exists, or {@code null}. */
    public Message next() throws StoreException {
        while (!batch.hasNext() && sequences.hasNext()) {
            batch = read().iterator();
        }
        return batch.hasNext() ? batch.next() : null;
    }

    /** Whether some of those so far are not there any more: another session expunged them. */
    public boolean missing() {
        return missing;
    }

    private List<Message> read() throws StoreException {
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
        var messages = new ArrayList<Message>(count);
        mailbox.read(UidSet.of(uids), detail, messages::add);
        size = Math.min(size * 2, detail == Detail.STRUCTURE ? MOST_STRUCTURES : MOST_SUMMARIES);
        missing |= messages.size() < count;
        return messages;
    }

    /** Neighbours in the view are one range, whatever their UIDs: nothing lies between them. */
    private void addRange(List<UidSet.Range> uids, int first, int last) {
        if (first > 0) {
            uids.add(new UidSet.Range(view.uid(first), view.uid(last)));
        }
    }
}
