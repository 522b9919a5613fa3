package posthouse.imap.search;

/** The fields of the envelope that have keys of their own. */
enum EnvelopeField {
    BCC, CC, FROM, SUBJECT, TO
}
