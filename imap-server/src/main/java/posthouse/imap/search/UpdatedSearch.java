package posthouse.imap.search;

import java.util.BitSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.imap.selected.LiveResult;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** A SEARCH RETURN (UPDATE): what begins or ceases to match is told until CANCELUPDATE (RFC 5267 4.3). */
final class UpdatedSearch implements LiveResult {

    private static final Logger LOG = LogManager.getLogger(UpdatedSearch.class);

    private final String tag;
    private final Numbering numbering;
    private final SearchKey key;
    private final Selected state;
    private UidSet matching;
    private UidSet removed = UidSet.EMPTY; // as the client counts
    private UidSet added = UidSet.EMPTY;

    UpdatedSearch(String tag, Numbering numbering, SearchKey key, Selected state, UidSet matching) {
        this.tag = tag;
        this.numbering = numbering;
        this.key = key;
        this.state = state;
        this.matching = matching;
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public void update(View before, View after, UidSet expunged, BitSet touched) {
        try {
            var now = new UidSet.Builder();
            var not = new UidSet.Builder();
            BitSet found = find(after, touched);
            touched.stream().forEach(sequence -> (found.get(sequence) ? now : not).add(after.uid(sequence)));
            UidSet gone = matching.and(not.build().or(expunged));
            UidSet come = now.build().without(matching);
            removed = numbering == Numbering.UID ? gone : before.sequences(gone);
            added = numbering == Numbering.UID ? come : after.sequences(come);
            matching = matching.without(gone).or(come);
        } catch (StoreException | BadSyntax | Refused e) {
            LOG.debug("a search is not brought up to date: {}", e.getMessage()); // the mailbox may be gone
        }
    }

    private BitSet find(View view, BitSet touched) throws StoreException, BadSyntax, Refused {
        var scan = new Scan(state.mailbox(), view, key.in(view), state.client().scans().texts(), state.client().scans().limit());
        scan.view(touched.stream().iterator());
        scan.rows();
        return scan.found();
    }

    @Override
    public void writeRemoved(ImapWriter out) {
        write(out, " REMOVEFROM (0 ", removed);
        removed = UidSet.EMPTY;
    }

    @Override
    public void writeAdded(ImapWriter out) {
        write(out, " ADDTO (0 ", added);
        added = UidSet.EMPTY;
    }

    /** RFC 5267 4.3.1: position 0 leaves it to the client where they belong: in the mailbox's order. */
    private void write(ImapWriter out, String what, UidSet numbers) {
        if (!numbers.isEmpty()) {
            out.text("* ESEARCH (TAG ").string(tag).text(")").text(numbering == Numbering.UID ? " UID" : "").text(what).text(numbers.toString())
                .text(")").crlf();
        }
    }
}
