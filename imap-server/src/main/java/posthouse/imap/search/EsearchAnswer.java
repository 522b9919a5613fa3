package posthouse.imap.search;

import java.util.Iterator;
import java.util.Set;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;

/** {@code * ESEARCH (TAG "A282") MIN 2 COUNT 3}: RFC 9051 7.3.4, RFC 4731 3.1, of SORT RFC 5267 3.1. One line, pulled in pieces. */
public final class EsearchAnswer implements Answer {

    private static final int PIECE = 32 * 1024;

    private final String command;
    private final String tag;
    private final Found found;
    private final Set<ReturnOption> options;
    private final Iterator<ReturnOption> left;
    private int next = -1; // the line isn't begun
    private boolean writesAll;

    public EsearchAnswer(String command, String tag, Found found, Set<ReturnOption> options) {
        this.command = command;
        this.tag = tag;
        this.found = found;
        this.options = options;
        this.left = options.iterator();
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        if (next < 0) {
            out.text("* ESEARCH (TAG ").string(tag).text(")").text(found.numbering() == Numbering.UID ? " UID" : "");
            next = 0;
        }
        if (writesAll && all(out)) {
            return true;
        }
        while (left.hasNext()) {
            if (write(left.next(), out)) {
                return true;
            }
        }
        if (found.tellsModSeq() && found.count() > 0) {
            out.text(" MODSEQ ").number(modSeq());
        }
        out.crlf();
        return false;
    }

    /**
     * RFC 4731 3.1: where nothing matches only COUNT has something to tell.
     *
     * @return whether there is more of it to write
     */
    private boolean write(ReturnOption option, ImapWriter out) {
        if (found.count() == 0 && option != ReturnOption.COUNT) {
            return false;
        }
        out.sp().text(option.name()).sp();
        switch (option) {
            case MIN -> out.number(found.number(0));
            case MAX -> out.number(found.number(found.count() - 1));
            case COUNT -> out.number(found.count());
            case ALL -> {
                return all(out);
            }
        }
        return false;
    }

    /** RFC 7162 3.1.10: of what is told, if that is only the first and the last. */
    private long modSeq() {
        if (options.contains(ReturnOption.ALL) || options.contains(ReturnOption.COUNT)) {
            return found.highestModSeq();
        }
        long first = options.contains(ReturnOption.MIN) ? found.modSeq(0) : 0;
        return options.contains(ReturnOption.MAX) ? Math.max(first, found.modSeq(found.count() - 1)) : first;
    }

    private boolean all(ImapWriter out) {
        long enough = out.written() + PIECE;
        while (next < found.count() && out.written() < enough) {
            int end = found.endOfRun(next);
            out.text(next == 0 ? "" : ",").number(found.number(next));
            if (end > next) {
                out.text(":").number(found.number(end));
            }
            next = end + 1;
        }
        writesAll = next < found.count();
        return writesAll;
    }

    @Override
    public Completion completion() {
        return Completion.ok(command + " completed");
    }
}
