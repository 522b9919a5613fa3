package posthouse.imap.selected;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import posthouse.imap.wire.BrokenOff;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.UidSet;

/**
 * What the client must be told of its mailbox when a command ends, or while it is idle (RFC 9051 7.4.1, 7.5): written in
 * the order that keeps sequence numbers meaningful.
 */
public final class Update {

    public static final Update NONE = new Update(null, null, null, new News(new int[0], UidSet.EMPTY, 0, false, new BitSet(), new BitSet(),
        Collections.emptySortedMap(), List.of(), false, 0));

    private static final int PIECE = 32 * 1024;

    private final View view;
    private final Wording wording;
    private final Keywords keywords;
    private final News news;
    private final Vanished vanished;
    private int nextExpunged;
    private int nextFlags = 1;
    private int nextResult;
    private boolean begun;
    private boolean existsTold;

    /**
     * What is new.
     *
     * @param expunged sequence numbers of the view before, ascending
     * @param expungedUids the same messages
     * @param added how many messages are new, at the end
     * @param flags sequence numbers of the view after it, whose flags are told
     * @param modSeqs likewise, of which only the mod-sequence is told: the client knows their flags
     * @param annotations names of entries that others changed, likewise
     * @param results searches that the client is kept informed of
     * @param newFirst whether the new messages are told before the expunged ones
     * @param safeModSeq if not 0, expunged messages can't be told yet, and all is known only up to this mod-sequence
     */
    record News(int[] expunged, UidSet expungedUids, int added, boolean keywords, BitSet flags, BitSet modSeqs,
        SortedMap<Integer, Collection<String>> annotations, List<LiveResult> results, boolean newFirst, long safeModSeq) {
    }

    /** @param view as it is after this */
    Update(View view, Wording wording, Keywords keywords, News news) {
        this.view = view;
        this.wording = wording;
        this.keywords = keywords;
        this.news = news;
        this.vanished = new Vanished(news.expungedUids, false);
    }

    public boolean isEmpty() {
        return this == NONE;
    }

    /** The sequence number of the first new message; 0 if there is none. */
    public int firstNew() {
        return news.added == 0 ? 0 : view.size() - news.added + 1;
    }

    /** @return whether there is more */
    public boolean writeNext(ImapWriter out) throws BrokenOff {
        long end = out.written() + PIECE;
        if (!begun) {
            news.results.forEach(r -> r.writeRemoved(out));
        }
        if (news.newFirst && !existsTold) {
            exists(out, view.size() + news.expunged.length);
        }
        if (!begun && expunged(out, end)) {
            return true;
        }
        if (!begun) {
            begun = true;
            counts(out);
        }
        for (nextFlags = next(); nextFlags > 0; nextFlags = next()) {
            if (out.written() > end) {
                return true;
            }
            wording.fetch(out, view, nextFlags, news.flags.get(nextFlags), news.annotations.getOrDefault(nextFlags, Set.of()));
            nextFlags++;
        }
        for (; nextResult < news.results.size(); nextResult++) {
            if (news.results.get(nextResult).writeNew(out)) {
                return true;
            }
            news.results.get(nextResult).writeAdded(out);
        }
        if (news.safeModSeq > 0) { // RFC 7162 3.2, 6: or the client would never ask for what it was not told
            out.text("* OK [HIGHESTMODSEQ ").number(news.safeModSeq).text("] ").words("Expunged messages will be told later").crlf();
        }
        return false;
    }

    /** The next message that is told of; 0 if there is none. */
    private int next() {
        SortedMap<Integer, Collection<String>> annotated = news.annotations.tailMap(nextFlags);
        int next = earlier(news.flags.nextSetBit(nextFlags), news.modSeqs.nextSetBit(nextFlags));
        return Math.max(0, earlier(next, annotated.isEmpty() ? -1 : annotated.firstKey()));
    }

    /** The lower of two, of which one that is negative doesn't count. */
    private static int earlier(int one, int other) {
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** @return whether there is more */
    private boolean expunged(ImapWriter out, long end) {
        if (wording != null && wording.vanished()) {
            while (vanished.writeLine(out)) {
                if (out.written() > end) {
                    return true;
                }
            }
            return false;
        }
        for (; nextExpunged < news.expunged.length; nextExpunged++) {
            if (out.written() > end) {
                return true;
            }
            out.text("* ").number(news.expunged[nextExpunged] - nextExpunged).text(" EXPUNGE\r\n"); // each shifts those behind it
        }
        return false;
    }

    private void counts(ImapWriter out) {
        if (news.added > 0) {
            if (!existsTold) {
                exists(out, view.size());
            }
            if (wording.recent()) {
                out.text("* ").number(view.recentCount()).text(" RECENT\r\n");
            }
        }
        if (news.keywords) {
            keywords.writeTo(out);
        }
    }

    private void exists(ImapWriter out, int messages) {
        out.text("* ").number(messages).text(" EXISTS\r\n");
        existsTold = true;
    }
}
