package posthouse.imap.selected;

import java.util.Iterator;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.UidSet;

/** VANISHED (RFC 7162 3.2.10): several lines where one would be long. */
public final class Vanished {

    private static final int LINE = 4096;

    private final Iterator<UidSet.Range> ranges;
    private final String response;

    /** @param earlier whether they went before the client looked (EARLIER), and don't shift its sequence numbers */
    public Vanished(UidSet uids, boolean earlier) {
        this.ranges = uids.ranges().iterator();
        this.response = earlier ? "* VANISHED (EARLIER) " : "* VANISHED ";
    }

    /** @return whether there is more */
    public boolean writeLine(ImapWriter out) {
        if (!ranges.hasNext()) {
            return false;
        }
        long end = out.written() + LINE;
        out.text(response);
        String before = "";
        while (ranges.hasNext() && out.written() < end) {
            UidSet.Range range = ranges.next();
            out.text(before).number(range.first());
            if (range.last() > range.first()) {
                out.octet(':').number(range.last());
            }
            before = ",";
        }
        out.crlf();
        return ranges.hasNext();
    }
}
