package posthouse.imap;

/** What changes the answers a client gets, and therefore only holds once the client asked for it (RFC 5161). */
public enum Extension {
    /** RFC 7162 3.1: flags come with mod-sequences. Asking for one of them enables it too. */
    CONDSTORE("CONDSTORE"),
    /** RFC 7162 3.2: VANISHED in place of EXPUNGE. */
    QRESYNC("QRESYNC"),
    /** RFC 9051: no {@code \\Recent}, ESEARCH for SEARCH, names and texts in UTF-8. */
    IMAP4REV2("IMAP4rev2"),
    /** RFC 9755 3: names and texts in UTF-8. */
    UTF8_ACCEPT("UTF8=ACCEPT"),
    /** RFC 9586: UIDs only, no sequence numbers: UIDFETCH in place of FETCH, VANISHED in place of EXPUNGE. */
    UIDONLY("UIDONLY"),
    /** RFC 5464 4.4.2: annotations that others set are told. */
    METADATA("METADATA");

    /** Its name in ENABLE and CAPABILITY. */
    public final String atom;

    Extension(String atom) {
        this.atom = atom;
    }
}
