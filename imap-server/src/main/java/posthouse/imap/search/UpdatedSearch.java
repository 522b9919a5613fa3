package posthouse.imap.search;

import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.imap.fetch.NewMessages;
import posthouse.imap.selected.LiveResult;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** A SEARCH or SORT RETURN (UPDATE): what begins or ceases to match is told until CANCELUPDATE (RFC 5267 4.3). */
public final class UpdatedSearch implements LiveResult {

    /** Where messages are in a result that is sorted; places begin with 1, as clients count them. */
    public interface Places {

        /** Takes a message out; @return where it was, 0 if nowhere */
        int remove(long uid);

        /** Puts a message in; @return where it is now, 0 if it is gone meanwhile */
        int add(long uid) throws StoreException;
    }

    private static final Logger LOG = LogManager.getLogger(UpdatedSearch.class);

    private final String tag;
    private final Numbering numbering;
    private final SearchKey key;
    private final Selected state;
    private final Places places;
    private final NewMessages items;
    private Answer fetched; // what is told of new messages, null if nothing is
    private UidSet matching;
    private String removed = ""; // places and numbers, as the client counts
    private String added = "";

    /**
     * @param matching the result
     * @param places {@code null} for a result in the mailbox's order
     * @param items what is told of new messages in it, or {@code null}
     */
    UpdatedSearch(String tag, Numbering numbering, SearchKey key, Selected state, UidSet matching, Places places, NewMessages items) {
        this.places = places;
        this.items = items;
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
            removed = removed(gone, before);
            added = added(come, after);
            matching = matching.without(gone).or(come);
            fetch(come, before, after);
        } catch (StoreException | BadSyntax | Refused e) {
            LOG.debug("a search is not brought up to date: {}", e.getMessage()); // the mailbox may be gone
        }
    }

    /** RFC 5465 7: of new messages only, not of those whose flags have changed. */
    private void fetch(UidSet come, View before, View after) {
        UidSet known = UidSet.of(List.of(new UidSet.Range(1, Math.max(before.lastUid(), 1))));
        UidSet newcomers = before.lastUid() == 0 ? come : come.without(known);
        if (items != null && !newcomers.isEmpty()) {
            close();
            fetched = items.answer(state, after.sequences(newcomers));
        }
    }

    private String removed(UidSet gone, View view) {
        if (places == null) {
            return inOrder(gone, view);
        }
        var told = new StringJoiner(" ");
        gone.stream().forEach(uid -> {
            int place = places.remove(uid);
            if (place > 0) {
                told.add(place + " " + number(uid, view));
            }
        });
        return told.toString();
    }

    private String added(UidSet come, View view) throws StoreException {
        if (places == null) {
            return inOrder(come, view);
        }
        var told = new StringJoiner(" ");
        for (var each = come.iterator(); each.hasNext(); ) {
            long uid = each.nextLong();
            int place = places.add(uid);
            if (place > 0) {
                told.add(place + " " + number(uid, view));
            }
        }
        return told.toString();
    }

    /** RFC 5267 4.3.1: place 0 leaves it to the client where they belong: in the mailbox's order. */
    private String inOrder(UidSet uids, View view) {
        UidSet numbers = numbering == Numbering.UID ? uids : view.sequences(uids);
        return numbers.isEmpty() ? "" : "0 " + numbers;
    }

    private long number(long uid, View view) {
        return numbering == Numbering.UID ? uid : view.sequence(uid);
    }

    private BitSet find(View view, BitSet touched) throws StoreException, BadSyntax, Refused {
        var scan = new Scan(state.mailbox(), view, key.in(view), state.authenticated());
        scan.view(touched.stream().iterator());
        scan.rows();
        return scan.found();
    }

    @Override
    public void writeRemoved(ImapWriter out) {
        write(out, " REMOVEFROM (", removed);
        removed = "";
    }

    @Override
    public boolean writeNew(ImapWriter out) throws BrokenOff {
        try {
            if (fetched != null && fetched.writeNext(out)) {
                return true;
            }
        } catch (BrokenOff e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("new messages are not told: {}", e.getMessage()); // the mailbox may be gone
        }
        close();
        return false;
    }

    @Override
    public void close() {
        if (fetched != null) {
            fetched.close();
            fetched = null;
        }
    }

    @Override
    public void writeAdded(ImapWriter out) {
        write(out, " ADDTO (", added);
        added = "";
    }

    private void write(ImapWriter out, String what, String numbers) {
        if (!numbers.isEmpty()) {
            out.text("* ESEARCH (TAG ").string(tag).text(")").text(numbering == Numbering.UID ? " UID" : "").text(what).text(numbers)
                .text(")").crlf();
        }
    }
}
