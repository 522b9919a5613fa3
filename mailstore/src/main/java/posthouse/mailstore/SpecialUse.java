package posthouse.mailstore;

/** What a mailbox is for (RFC 6154 2, RFC 8457). */
public enum SpecialUse {
    ARCHIVE("\\Archive"), DRAFTS("\\Drafts"), FLAGGED("\\Flagged"), IMPORTANT("\\Important"), JUNK("\\Junk"), SENT("\\Sent"), TRASH("\\Trash");

    /** The attribute on the wire. */
    public final String attribute;

    SpecialUse(String attribute) {
        this.attribute = attribute;
    }
}
