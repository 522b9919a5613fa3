package posthouse.imap.command;

import posthouse.imap.selected.View;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.UidSet;

/**
 * What a client remembers of the mailbox that it selects: RFC 7162 3.2.5.
 *
 * @param known the UIDs that it remembers
 * @param numbers of some messages, whose UIDs are {@code uids}: RFC 7162 3.2.5.2; {@code null} if it gave none
 */
record QresyncParameter(long uidValidity, long modSeq, UidSet known, UidSet numbers, UidSet uids) {

    /** The list behind QRESYNC. */
    static QresyncParameter parse(ImapReader in) throws BadSyntax {
        in.open();
        long uidValidity = in.nzNumber();
        long modSeq = in.sp().number64();
        UidSet known = UidSet.ALL;
        UidSet numbers = null;
        UidSet uids = null;
        if (in.take(' ')) {
            if (!in.nextIs('(')) {
                known = uids(in);
            }
            if (in.nextIs('(') || in.take(' ')) {
                in.open();
                numbers = uids(in);
                uids = uids(in.sp());
                in.close();
            }
        }
        in.close();
        if (numbers != null && numbers.count() != uids.count()) {
            throw new BadSyntax("as many sequence numbers as UIDs");
        }
        return new QresyncParameter(uidValidity, modSeq, known, numbers, uids);
    }

    boolean numbered() {
        return numbers != null;
    }

    /** The UID up to which it knows what was expunged: that of the last message that still has the number it remembers; 0 if there is none. */
    long knownUpTo(View view) {
        long upTo = 0;
        if (numbers != null) {
            var eachUid = uids.iterator();
            for (var eachNumber = numbers.iterator(); eachNumber.hasNext(); ) {
                long number = eachNumber.nextLong();
                long uid = eachUid.nextLong();
                if (number > view.size()) {
                    break;
                }
                upTo = view.uid((int) number) == uid ? uid : upTo;
            }
        }
        return upTo;
    }

    private static UidSet uids(ImapReader in) throws BadSyntax {
        SequenceSet set = in.sequenceSet(Numbering.UID);
        if (set.hasStar() || set.lastResult()) {
            throw new BadSyntax("only UIDs can be remembered"); // RFC 7162 3.2.5.1
        }
        return set.resolve(0);
    }
}
