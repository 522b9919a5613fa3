package posthouse.imap.access;

/** What may be done with a mailbox: RFC 4314 2.1; {@code n}: RFC 5257 3.4. In the order in which they are told. */
public enum Right {
    LOOKUP('l'), READ('r'), SEEN('s'), WRITE('w'), INSERT('i'), POST('p'), CREATE('k'), DELETE('x'), DELETE_MESSAGES('t'), EXPUNGE('e'), ADMINISTER('a'),
    ANNOTATE('n');

    public final char letter;

    Right(char letter) {
        this.letter = letter;
    }
}
