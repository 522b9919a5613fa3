package posthouse.imap.selected;

import posthouse.imap.wire.ImapWriter;

/**
 * What the client must be told of its mailbox when a command ends, or while it is idle (RFC 9051 7.4.1, 7.5): written in
 * the order that keeps sequence numbers meaningful.
 */
public final class Update {

    static final Update NONE = new Update(null, null, new int[0], false, false, new int[0], false);

    private static final int PIECE = 32 * 1024;

    private final View view;
    private final Keywords keywords;
    private final int[] expunged;
    private final boolean grown;
    private final boolean newKeywords;
    private final int[] flagsOf;
    private final boolean withUid;
    private int nextExpunged;
    private int nextFlags;
    private boolean begun;

    /**
     * @param view as it is after this
     * @param expunged sequence numbers of the view before it, ascending
     * @param flagsOf sequence numbers of {@code view} whose flags are told
     */
    Update(View view, Keywords keywords, int[] expunged, boolean grown, boolean newKeywords, int[] flagsOf, boolean withUid) {
        this.view = view;
        this.keywords = keywords;
        this.expunged = expunged;
        this.grown = grown;
        this.newKeywords = newKeywords;
        this.flagsOf = flagsOf;
        this.withUid = withUid;
    }

    public boolean isEmpty() {
        return this == NONE;
    }

    /** @return whether there is more */
    public boolean writeNext(ImapWriter out) {
        long end = out.written() + PIECE;
        for (; nextExpunged < expunged.length; nextExpunged++) {
            if (out.written() > end) {
                return true;
            }
            out.text("* ").number(expunged[nextExpunged] - nextExpunged).text(" EXPUNGE\r\n"); // each shifts those behind it
        }
        if (!begun) {
            begun = true;
            counts(out);
        }
        for (; nextFlags < flagsOf.length; nextFlags++) {
            if (out.written() > end) {
                return true;
            }
            flags(out, flagsOf[nextFlags]);
        }
        return false;
    }

    private void counts(ImapWriter out) {
        if (grown) {
            out.text("* ").number(view.size()).text(" EXISTS\r\n");
            out.text("* ").number(view.recentCount()).text(" RECENT\r\n");
        }
        if (newKeywords) {
            keywords.writeTo(out);
        }
    }

    private void flags(ImapWriter out, int sequence) {
        out.text("* ").number(sequence).text(" FETCH (");
        if (withUid) {
            out.text("UID ").number(view.uid(sequence)).sp();
        }
        out.text("FLAGS ").flags(view.flags(sequence), view.recent(view.uid(sequence))).text(")\r\n");
    }
}
