package posthouse.imap.search;

import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;

/** {@code * SEARCH 2 84 882}: RFC 3501 7.2.5; one line, however long, pulled in pieces. */
final class SearchAnswer implements Answer {

    private static final int PIECE = 32 * 1024;

    private final Found found;
    private int next = -1; // the line isn't begun

    SearchAnswer(Found found) {
        this.found = found;
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        long enough = out.written() + PIECE;
        if (next < 0) {
            out.text("* SEARCH");
            next = found.next(1);
        }
        while (next > 0 && out.written() < enough) {
            out.sp().number(found.number(next));
            next = found.next(next + 1);
        }
        if (next == 0) {
            out.crlf();
        }
        return next > 0;
    }

    @Override
    public Completion completion() {
        return Completion.ok("SEARCH completed");
    }
}
