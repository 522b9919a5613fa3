package posthouse.imap.selected;

import java.util.List;
import java.util.PrimitiveIterator;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.UidSet;

/** What a client missed since it saw the mailbox last (RFC 7162 3.2.5.1): what is gone, then what has other flags or is new. */
public final class Resync {

    private static final int PIECE = 32 * 1024;
    private final View view;
    private final Wording wording;
    private final Vanished vanished;
    private final PrimitiveIterator.OfLong changed;

    Resync(View view, Wording wording, UidSet vanished, UidSet changed) {
        this.view = view;
        this.wording = wording;
        this.vanished = new Vanished(vanished, true);
        this.changed = changed.iterator();
    }

    /** @return whether there is more */
    public boolean writeNext(ImapWriter out) {
        long end = out.written() + PIECE;
        while (vanished.writeLine(out)) {
            if (out.written() > end) {
                return true;
            }
        }
        while (changed.hasNext()) {
            if (out.written() > end) {
                return true;
            }
            wording.fetch(out, view, (int) changed.nextLong(), true, List.of());
        }
        return false;
    }
}
