package posthouse.imap.selected;

import posthouse.imap.Client;
import posthouse.imap.Extension;
import posthouse.imap.wire.ImapWriter;

/**
 * How a client is told of its messages, which depends on what it enabled.
 *
 * @param uid whether FETCH responses carry the UID: those to a UID command must (RFC 9051 6.4.9), and those nobody asked for
 *     with IMAP4rev2 (RFC 9051 7.5.2) and with CONDSTORE (RFC 7162 3.2.4)
 * @param modSeq whether changed flags come with their mod-sequence (RFC 7162 3.1)
 * @param vanished whether VANISHED stands for EXPUNGE (RFC 7162 3.2.10)
 * @param resync whether the client must know up to which mod-sequence it was told everything (RFC 7162 3.2)
 * @param uidOnly whether messages are named by their UIDs alone (RFC 9586)
 * @param recent whether there is such a thing as {@code \Recent} (RFC 3501 2.3.2)
 */
record Wording(boolean uid, boolean modSeq, boolean vanished, boolean resync, boolean recent, boolean uidOnly) {

    static Wording of(Client client, boolean uidCommand) {
        boolean qresync = client.enabled(Extension.QRESYNC);
        boolean uidOnly = client.enabled(Extension.UIDONLY);
        boolean condstore = client.enabled(Extension.CONDSTORE);
        return new Wording(uidCommand || client.rev2() || condstore, condstore, qresync || uidOnly, qresync, !client.rev2(),
            uidOnly);
    }

    /** FETCH with the flags of a message of the view, or only its mod-sequence. */
    void fetch(ImapWriter out, View view, int sequence, boolean flags) {
        begin(out, view, sequence, uidOnly);
        if (uid && !uidOnly) {
            out.text("UID ").number(view.uid(sequence)).sp();
        }
        if (flags) {
            out.text("FLAGS ").flags(view.flags(sequence), view.recent(view.uid(sequence)));
        }
        if (modSeq) {
            out.text(flags ? " MODSEQ (" : "MODSEQ (").number(view.modSeq(sequence)).text(")");
        }
        out.text(")\r\n");
    }

    /** The beginning of a FETCH response, or of UIDFETCH (RFC 9586 3.3). */
    static void begin(ImapWriter out, View view, int sequence, boolean uidOnly) {
        out.text("* ").number(uidOnly ? view.uid(sequence) : sequence).text(uidOnly ? " UIDFETCH (" : " FETCH (");
    }
}
