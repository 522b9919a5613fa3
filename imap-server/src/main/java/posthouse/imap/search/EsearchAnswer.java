package posthouse.imap.search;

import java.util.Iterator;
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
    private final ReturnOptions options;
    private final Iterator<ReturnOption> left;
    private boolean begun;
    private int next; // of the list that is being written
    private int end;
    private String behindList = "";
    private boolean listsScores; // and not numbers
    private String mailbox; // null for the selected one
    private long uidValidity;

    public EsearchAnswer(String command, String tag, Found found, ReturnOptions options) {
        this.command = command;
        this.tag = tag;
        this.found = found;
        this.options = options;
        this.left = options.options().iterator();
    }

    /** Says of which mailbox it tells (RFC 7377 2.1). */
    EsearchAnswer of(String name, long validity) {
        mailbox = name;
        uidValidity = validity;
        return this;
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        long enough = out.written() + PIECE;
        if (!begun) {
            out.text("* ESEARCH (TAG ").string(tag);
            if (mailbox != null) {
                out.text(" MAILBOX ").mailbox(mailbox).text(" UIDVALIDITY ").number(uidValidity);
            }
            out.text(")").text(found.numbering() == Numbering.UID ? " UID" : "");
            begun = true;
        }
        do {
            writeList(out, enough);
            if (next < end) {
                return true;
            }
            out.text(behindList);
            behindList = "";
        } while (begin(out));
        if (found.tellsModSeq() && found.count() > 0) {
            out.text(" MODSEQ ").number(modSeq());
        }
        out.crlf();
        return false;
    }

    /** @return whether there was one option more */
    private boolean begin(ImapWriter out) {
        if (!left.hasNext()) {
            return false;
        }
        ReturnOption option = left.next();
        boolean told = option == ReturnOption.COUNT || option == ReturnOption.PARTIAL || found.count() > 0; // RFC 4731 3.1: nothing matches
        if (told && !ReturnOptions.SILENT.contains(option)) {
            out.sp().text(option.name()).sp();
            value(option, out);
        }
        return true;
    }

    private void value(ReturnOption option, ImapWriter out) {
        switch (option) {
            case MIN -> out.number(found.number(0));
            case MAX -> out.number(found.number(found.count() - 1));
            case COUNT -> out.number(found.count());
            case ALL -> list(0, found.count());
            case RELEVANCY -> relevancy(out);
            default -> partial(out);
        }
    }

    /** RFC 9394 3.1. */
    private void partial(ImapWriter out) {
        out.text("(").text(options.partial().text()).sp();
        list(options.partial().start(found.count()), options.partial().end(found.count()));
        if (next >= end) {
            out.nil();
        }
        behindList = ")";
    }

    /** RFC 6203 4: a score for each message that is told. */
    private void relevancy(ImapWriter out) {
        out.text("(");
        behindList = ")";
        listsScores = true;
        if (options.partial() != null) {
            list(options.partial().start(found.count()), options.partial().end(found.count()));
        } else if (!options.onlyEnds()) {
            list(0, found.count());
        } else {
            boolean both = options.has(ReturnOption.MIN) && options.has(ReturnOption.MAX);
            out.text(options.has(ReturnOption.MIN) ? String.valueOf(found.score(0)) : "").text(both ? " " : "")
                .text(options.has(ReturnOption.MAX) ? String.valueOf(found.score(found.count() - 1)) : "");
        }
    }

    private void list(int from, int to) {
        next = from;
        end = to;
    }

    private void writeList(ImapWriter out, long enough) {
        while (listsScores && next < end && out.written() < enough) {
            out.number(found.score(next++)).text(next < end ? " " : "");
        }
        while (next < end && out.written() < enough) {
            int last = Math.min(found.endOfRun(next), end - 1);
            out.number(found.number(next));
            if (last > next) {
                out.text(":").number(found.number(last));
            }
            next = last + 1;
            out.text(next < end ? "," : "");
        }
    }

    /** RFC 7162 3.1.10: the highest of what is told. */
    private long modSeq() {
        if (options.has(ReturnOption.ALL) || options.has(ReturnOption.COUNT)) {
            return found.highestModSeq(0, found.count());
        }
        long highest = options.has(ReturnOption.MIN) ? found.highestModSeq(0, 1) : 0;
        if (options.has(ReturnOption.MAX)) {
            highest = Math.max(highest, found.highestModSeq(found.count() - 1, found.count()));
        }
        return options.partial() == null ? highest
            : Math.max(highest, found.highestModSeq(options.partial().start(found.count()), options.partial().end(found.count())));
    }

    @Override
    public Completion completion() {
        return Completion.ok(command + " completed");
    }
}
