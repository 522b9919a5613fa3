package posthouse.imap.wire;

/** What the numbers of a command are (RFC 9051 2.3.1): FETCH and UID FETCH differ in nothing else. */
public enum Numbering {
    SEQUENCE, UID
}
