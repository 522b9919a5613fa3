package posthouse.imap.selected;

import java.util.BitSet;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.UidSet;

/** The result of a search that the client is kept informed of (RFC 5267 4.3). */
public interface LiveResult {

    /** The tag of the search, by which it is known. */
    String tag();

    /**
     * The view is about to change.
     *
     * @param touched sequence numbers of {@code after}: messages that are new or changed
     */
    void update(View before, View after, UidSet expunged, BitSet touched);

    /** What is not in it any more, in the numbers of the view before. */
    void writeRemoved(ImapWriter out);

    /** What it is to tell of new messages that came into it; @return whether there is more */
    boolean writeNew(ImapWriter out) throws BrokenOff;

    /** What came into it, in the numbers of the view after. */
    void writeAdded(ImapWriter out);

    /** It is not kept up to date any more. */
    void close();
}
