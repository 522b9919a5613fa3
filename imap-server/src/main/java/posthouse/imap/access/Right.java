package posthouse.imap.access;

/** What may be done with a mailbox: RFC 4314 2.1. In the order in which they are told. */
public enum Right {
    LOOKUP('l'), READ('r'), SEEN('s'), WRITE('w'), INSERT('i'), POST('p'), CREATE('k'), DELETE('x'), DELETE_MESSAGES('t'), EXPUNGE('e'), ADMINISTER('a');

    public final char letter;

    Right(char letter) {
        this.letter = letter;
    }
}
