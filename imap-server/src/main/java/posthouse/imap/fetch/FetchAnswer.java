package posthouse.imap.fetch;

import java.util.List;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * What FETCH answers, pulled as the client reads: some rows, or a piece of a message's octets, at a time. Between two pieces
 * it holds a short batch of rows and at most one open message; no thread, no lock, no database connection.
 */
final class FetchAnswer implements Answer {

    /** A piece ends with the row that reaches this size. */
    private static final int PIECE = 32 * 1024;
    private static final int BUFFER = 32 * 1024;

    private final Numbering numbering;
    private final List<FetchItem> items;
    private final List<FetchItem> itemsOfSeen;
    private final boolean opensBody;
    private final UidSet seen;
    private final Rows rows;

    private Row row; // the one whose answer has begun
    private List<FetchItem> itemsOfRow;
    private int item;
    private Octets octets; // what of it must come before the next item
    private byte[] buffer;

    /** @param seen messages that this command gave {@code \Seen}: their answer tells the flags */
    FetchAnswer(Selected state, Numbering numbering, List<FetchItem> items, UidSet seen, Rows rows) {
        this.numbering = numbering;
        this.items = items;
        this.itemsOfSeen = FetchItems.with(Attribute.FLAGS, items);
        this.opensBody = items.stream().anyMatch(FetchItem::readsOctets);
        this.seen = seen;
        this.rows = rows;
    }

    @Override
    public boolean writeNext(ImapWriter out) throws StoreException, BrokenOff {
        long enough = out.written() + PIECE;
        do {
            if (octets != null) {
                continueOctets(out);
            } else if (row != null) {
                continueRow(out);
            } else if (!beginRow(out)) {
                return false;
            }
        } while (out.written() < enough);
        return true;
    }

    private boolean beginRow(ImapWriter out) throws StoreException {
        Row next = rows.next();
        while (next != null && !opened(next)) {
            next = rows.next();
        }
        if (next == null) {
            return false;
        }
        row = next;
        itemsOfRow = seen.contains(next.uid()) ? itemsOfSeen : items;
        item = 0;
        out.text("* ").number(next.sequence()).text(" FETCH (");
        return true;
    }

    /** A message that goes away from now on stays readable; one that went away before isn't begun. */
    private boolean opened(Row next) throws StoreException {
        if (!opensBody) {
            return true;
        }
        try {
            next.body();
            return true;
        } catch (MessageGone e) {
            rows.missed();
            return false;
        }
    }

    private void continueRow(ImapWriter out) throws BrokenOff {
        try {
            while (item < itemsOfRow.size() && octets == null) {
                if (item > 0) {
                    out.sp();
                }
                octets = itemsOfRow.get(item++).writeTo(out, row);
            }
        } catch (StoreException e) {
            throw new BrokenOff("FETCH of UID " + row.uid() + " broke off", e);
        }
        if (octets == null) {
            out.close().crlf();
            row.close();
            row = null;
        }
    }

    private void continueOctets(ImapWriter out) throws BrokenOff {
        if (buffer == null) {
            buffer = new byte[BUFFER];
        }
        try {
            int read = octets.read(buffer);
            if (read <= 0 && octets.remaining() > 0) {
                throw new BrokenOff("message of UID " + row.uid() + " ended " + octets.remaining() + " octets too early", null);
            }
            out.octets(buffer, 0, read);
        } catch (StoreException e) {
            throw new BrokenOff("FETCH of UID " + row.uid() + " broke off", e);
        }
        if (octets.remaining() == 0) {
            octets = null;
        }
    }

    /** RFC 5530: some were expunged by another session, and this client must not be told while its numbers count. */
    @Override
    public Completion completion() {
        if (rows.missing() && numbering == Numbering.SEQUENCE) {
            return Completion.no(ResponseCode.EXPUNGEISSUED, "some of the messages were expunged");
        }
        return Completion.ok("FETCH completed");
    }

    @Override
    public void close() {
        if (row != null) {
            row.close();
            row = null;
        }
    }
}
