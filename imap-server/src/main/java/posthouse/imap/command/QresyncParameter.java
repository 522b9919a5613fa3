package posthouse.imap.command;

import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.UidSet;

/**
 * What a client remembers of the mailbox that it selects: RFC 7162 3.2.5.
 *
 * @param known the UIDs that it remembers
 * @param numbered whether it remembers sequence numbers too
 */
record QresyncParameter(long uidValidity, long modSeq, UidSet known, boolean numbered) {

    /** The list behind QRESYNC. */
    static QresyncParameter parse(ImapReader in) throws BadSyntax {
        in.open();
        long uidValidity = in.nzNumber();
        long modSeq = in.sp().number64();
        UidSet known = UidSet.ALL;
        boolean numbered = false;
        if (in.take(' ')) {
            if (!in.nextIs('(')) {
                known = uids(in);
            }
            if (in.nextIs('(') || in.take(' ')) {
                matchData(in);
                numbered = true;
            }
        }
        in.close();
        return new QresyncParameter(uidValidity, modSeq, known, numbered);
    }

    /** RFC 7162 3.2.5.2: it may shorten the answer where it is forgotten what was expunged; the longer one is right too. */
    private static void matchData(ImapReader in) throws BadSyntax {
        in.open();
        long sequences = uids(in).count();
        if (uids(in.sp()).count() != sequences) {
            throw new BadSyntax("as many sequence numbers as UIDs");
        }
        in.close();
    }

    private static UidSet uids(ImapReader in) throws BadSyntax {
        SequenceSet set = in.sequenceSet(Numbering.UID);
        if (set.hasStar() || set.lastResult()) {
            throw new BadSyntax("only UIDs can be remembered"); // RFC 7162 3.2.5.1
        }
        return set.resolve(0);
    }
}
