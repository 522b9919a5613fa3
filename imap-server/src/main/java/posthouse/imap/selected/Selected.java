package posthouse.imap.selected;

import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;

/** The selected state (RFC 9051 3.3): a mailbox, and what the client knows of it. */
public final class Selected {

    public Mailbox mailbox() {
        throw new UnsupportedOperationException();
    }

    /** What the client was told. */
    public View view() {
        throw new UnsupportedOperationException();
    }

    /** Whether it was opened by EXAMINE: nothing may change, not even {@code \Seen}. */
    public boolean readOnly() {
        throw new UnsupportedOperationException();
    }

    /** The UIDs of those messages of the view that {@code set} names; BAD for a sequence number that doesn't exist (RFC 9051 9, seq-number). */
    public UidSet uids(SequenceSet set) throws BadSyntax {
        throw new UnsupportedOperationException();
    }

    /** Whether the client takes UTF-8 in quoted strings: ENABLE UTF8=ACCEPT or IMAP4rev2. */
    public boolean utf8() {
        throw new UnsupportedOperationException();
    }

    /** Whether the client said ENABLE IMAP4rev2. */
    public boolean rev2() {
        throw new UnsupportedOperationException();
    }

    /**
     * The client is being told, by the running command, the flags a message has at this mod-sequence (FETCH FLAGS, and STORE
     * for its own changes): it needn't be told again at the end of the command.
     */
    public void told(long uid, long modSeq) {
        throw new UnsupportedOperationException();
    }
}
