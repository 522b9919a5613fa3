package posthouse.imap.fetch;

import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.PartialRange;

/**
 * Which of the messages FETCH answers for (RFC 4466 2.4, fetch-modifier). CHANGEDSINCE: RFC 7162 3.1.4.1. VANISHED: RFC 7162 3.2.6.
 * PARTIAL: RFC 9394 3.3.
 *
 * @param changedSince {@link #ALWAYS} for those that changed whenever
 * @param partial {@code null} for all of them
 */
record FetchModifiers(long changedSince, boolean vanished, PartialRange partial) {

    static final long ALWAYS = -1;
    static final FetchModifiers NONE = new FetchModifiers(ALWAYS, false, null);

    /** The list that may follow the items. */
    static FetchModifiers parse(ImapReader in, Numbering numbering) throws BadSyntax {
        if (!in.nextIs(' ') || in.peekSecond() != '(') {
            return NONE;
        }
        long changedSince = ALWAYS;
        boolean vanished = false;
        PartialRange partial = null;
        in.sp().open();
        do {
            switch (in.keyword()) {
                case "CHANGEDSINCE" -> changedSince = in.sp().number64();
                case "VANISHED" -> vanished = true;
                case "PARTIAL" -> partial = PartialRange.parse(in.sp());
                default -> throw new BadSyntax("unknown FETCH modifier");
            }
        } while (in.another());
        in.close();
        if (vanished && (changedSince == ALWAYS || numbering != Numbering.UID)) {
            throw new BadSyntax("VANISHED is for UID FETCH with CHANGEDSINCE"); // RFC 7162 3.2.6
        }
        return new FetchModifiers(changedSince, vanished, partial);
    }

    boolean hasChangedSince() {
        return changedSince != ALWAYS;
    }
}
