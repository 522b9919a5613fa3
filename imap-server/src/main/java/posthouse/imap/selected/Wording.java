package posthouse.imap.selected;

import java.util.Collection;
import posthouse.imap.Client;
import posthouse.imap.Extension;
import posthouse.imap.wire.ImapWriter;

/**
 * How a client is told of its messages, which depends on what it enabled.
 *
 * @param uid whether FETCH responses carry the UID: those to a UID command must (RFC 9051 6.4.9), and those nobody asked for
 *     with IMAP4rev2 (RFC 9051 7.5.2), with CONDSTORE (RFC 7162 3.2.4) and with NOTIFY (RFC 5465 5.1)
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
        boolean notified = client.authenticated() != null && client.authenticated().notifications() != null; // RFC 5465 5.1
        return new Wording(uidCommand || client.rev2() || condstore || notified, condstore, qresync || uidOnly, qresync, !client.rev2(),
            uidOnly);
    }

    /** FETCH with the flags of a message of the view, or only its mod-sequence; and with names of entries that changed (RFC 5257 4.4). */
    void fetch(ImapWriter out, View view, int sequence, boolean flags, Collection<String> annotations) {
        begin(out, view, sequence, uidOnly);
        String before = "";
        if (uid && !uidOnly) {
            out.text("UID ").number(view.uid(sequence));
            before = " ";
        }
        if (flags) {
            out.text(before).text("FLAGS ").flags(view.flags(sequence), view.recent(view.uid(sequence)));
            before = " ";
        }
        if (modSeq) {
            out.text(before).text("MODSEQ (").number(view.modSeq(sequence)).text(")");
            before = " ";
        }
        if (!annotations.isEmpty()) {
            out.text(before);
            before = "ANNOTATION (";
            for (String name : annotations) {
                out.text(before).astring(name);
                before = " ";
            }
            out.close();
        }
        out.text(")\r\n");
    }

    /** The beginning of a FETCH response, or of UIDFETCH (RFC 9586 3.3). */
    static void begin(ImapWriter out, View view, int sequence, boolean uidOnly) {
        out.text("* ").number(uidOnly ? view.uid(sequence) : sequence).text(uidOnly ? " UIDFETCH (" : " FETCH (");
    }
}
