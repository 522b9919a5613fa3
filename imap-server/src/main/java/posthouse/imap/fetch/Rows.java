package posthouse.imap.fetch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import posthouse.imap.fetch.FetchItem.Source;
import posthouse.imap.selected.Selected;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** The messages that a FETCH names, one after the other, read from the store in short batches as they are asked for. */
final class Rows {

    /** The first batch is small, for whoever asks for little; the others grow to what a reply's piece takes. */
    private static final int FIRST = 16;
    private static final int MOST_STRUCTURES = 64;
    private static final int MOST_SUMMARIES = 512;

    private final Selected state;
    private final Source source;
    private final PrimitiveIterator.OfLong uids;
    private int size = FIRST;
    private Iterator<Message> batch = List.<Message>of().iterator();
    private boolean missing;

    Rows(Selected state, UidSet uids, Source source) throws StoreException {
        this.state = state;
        this.uids = uids.iterator();
        // RFC 9051 7.5.2 tells the flags that are set: where others changed some meanwhile, only the rows know
        this.source = source == Source.VIEW && !isCurrent(state) ? Source.SUMMARY : source;
    }

    private static boolean isCurrent(Selected state) throws StoreException {
        return state.mailbox().status().highestModSeq() == state.view().highestModSeq();
    }

    /** The next one that exists, or {@code null}. */
    Row next() throws StoreException {
        if (source == Source.VIEW) {
            return uids.hasNext() ? row(uids.nextLong(), null) : null;
        }
        while (!batch.hasNext() && uids.hasNext()) {
            batch = readBatch().iterator();
        }
        if (!batch.hasNext()) {
            return null;
        }
        Message message = batch.next();
        return row(message.uid(), message);
    }

    /** Whether some are not there any more: another session expunged them. */
    boolean missing() {
        return missing;
    }

    void missed() {
        missing = true;
    }

    private Row row(long uid, Message message) {
        return new Row(state, state.view().sequence(uid), uid, message);
    }

    private List<Message> readBatch() throws StoreException {
        var asked = new UidSet.Builder();
        int count = 0;
        for (; count < size && uids.hasNext(); count++) {
            asked.add(uids.nextLong());
        }
        var messages = new ArrayList<Message>(count);
        state.mailbox().read(asked.build(), source == Source.STRUCTURE ? Detail.STRUCTURE : Detail.SUMMARY, messages::add);
        size = Math.min(size * 2, source == Source.STRUCTURE ? MOST_STRUCTURES : MOST_SUMMARIES);
        missing |= messages.size() < count;
        return messages;
    }
}
