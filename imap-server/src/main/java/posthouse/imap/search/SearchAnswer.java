package posthouse.imap.search;

import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;

/** {@code * SEARCH 2 84 882}: RFC 3501 7.2.5; {@code * SORT 5 3 4}: RFC 5256 4. One line, however long, pulled in pieces. */
public final class SearchAnswer implements Answer {

    private static final int PIECE = 32 * 1024;

    private final String command;
    private final Found found;
    private int next = -1; // the line isn't begun

    public SearchAnswer(String command, Found found) {
        this.command = command;
        this.found = found;
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        long enough = out.written() + PIECE;
        if (next < 0) {
            out.text("* ").text(command);
            next = 0;
        }
        while (next < found.count() && out.written() < enough) {
            out.sp().number(found.number(next++));
        }
        if (next < found.count()) {
            return true;
        }
        if (found.tellsModSeq() && found.count() > 0) {
            out.text(" (MODSEQ ").number(found.highestModSeq(0, found.count())).text(")");
        }
        out.crlf();
        return false;
    }

    @Override
    public Completion completion() {
        return Completion.ok(command + " completed");
    }
}
