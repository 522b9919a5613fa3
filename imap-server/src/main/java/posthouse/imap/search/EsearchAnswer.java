package posthouse.imap.search;

import java.util.Set;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.mailstore.UidSet;

/** {@code * ESEARCH (TAG "A282") MIN 2 COUNT 3}: RFC 9051 7.3.4, RFC 4731 3.1. */
record EsearchAnswer(Found found, String tag, Set<ReturnOption> options) implements Answer {

    @Override
    public boolean writeNext(ImapWriter out) {
        out.text("* ESEARCH (TAG ").string(tag).text(")");
        if (found.numbering() == Numbering.UID) {
            out.text(" UID");
        }
        for (ReturnOption option : options) {
            write(option, out);
        }
        out.crlf();
        return false;
    }

    /** RFC 4731 3.1: where nothing matches only COUNT has something to tell. */
    private void write(ReturnOption option, ImapWriter out) {
        if (found.count() == 0 && option != ReturnOption.COUNT) {
            return;
        }
        out.sp().text(option.name()).sp();
        switch (option) {
            case MIN -> out.number(found.number(found.next(1)));
            case MAX -> out.number(found.number(found.last()));
            case COUNT -> out.number(found.count());
            case ALL -> out.text(all().toString());
        }
    }

    private UidSet all() {
        var all = new UidSet.Builder();
        for (int sequence = found.next(1); sequence > 0; sequence = found.next(sequence + 1)) {
            all.add(found.number(sequence));
        }
        return all.build();
    }

    @Override
    public Completion completion() {
        return Completion.ok("SEARCH completed");
    }
}
