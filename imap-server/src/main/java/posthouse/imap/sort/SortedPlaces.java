package posthouse.imap.sort;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.search.Found;
import posthouse.imap.search.UpdatedSearch;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;

/**
 * The places of messages in a SORT that is kept up to date (RFC 5267 4.3). What messages are sorted by never changes, so one that stays in
 * the result stays where it is; one that comes is compared with those in the middle of where it may belong.
 */
final class SortedPlaces implements UpdatedSearch.Places {

    private final Mailbox mailbox;
    private final Sorting sorting;
    private final List<Long> order = new ArrayList<>(); // UIDs

    SortedPlaces(Mailbox mailbox, Sorting sorting, Found found) {
        this.mailbox = mailbox;
        this.sorting = sorting;
        for (int i = 0; i < found.count(); i++) {
            order.add(found.view().uid(found.sequences()[i]));
        }
    }

    @Override
    public int remove(long uid) {
        int index = order.indexOf(uid);
        if (index >= 0) {
            order.remove(index);
        }
        return index + 1;
    }

    @Override
    public int add(long uid) throws StoreException {
        Message message = mailbox.read(uid, sorting.detail());
        if (message == null) {
            return 0;
        }
        int low = 0;
        int high = order.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int probe = middle;
            Message other = mailbox.read(order.get(probe), sorting.detail());
            while (other == null && probe > low) {
                other = mailbox.read(order.get(--probe), sorting.detail()); // one that the client still counts, but that is gone
            }
            if (other == null || sorting.compare(other, message) < 0) {
                low = middle + 1;
            } else {
                high = probe;
            }
        }
        order.add(low, uid);
        return low + 1;
    }
}
