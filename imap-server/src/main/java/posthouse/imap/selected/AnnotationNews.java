package posthouse.imap.selected;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/** Annotations that others changed, as a client is told of them if it said so, by SELECT (ANNOTATE) or by NOTIFY: their names (RFC 5257 4.4). */
public final class AnnotationNews {

    private final boolean examined;
    private final boolean wanted;
    private final Set<Long> own = new HashSet<>(); // mod-sequences of what the client set itself, since the last update

    /**
     * @param examined whether the client may change nothing
     * @param wanted whether it said ANNOTATE
     */
    public AnnotationNews(boolean examined, boolean wanted) {
        this.examined = examined;
        this.wanted = wanted;
    }

    boolean examined() {
        return examined;
    }

    /** What the mailbox takes: RFC 5257 4.1. */
    void writeTo(ImapWriter out) {
        out.text("* OK [ANNOTATIONS ").text(examined ? "READ-ONLY" : Integer.toString(MessageAnnotations.MAX_VALUE)).text("] ")
            .words("What may be noted of messages").crlf();
    }

    /** The client set annotations, all at this mod-sequence. */
    void isOwn(long modSeq) {
        own.add(modSeq);
    }

    /**
     * Names of entries that others set or took away, by sequence number.
     *
     * @param changed messages that changed since a mod-sequence
     * @param byNotify whether the client asked to hear of it otherwise
     */
    SortedMap<Integer, Collection<String>> of(List<Snapshot.Entry> changed, Mailbox mailbox, Snapshot before, Snapshot next, long account, boolean byNotify)
        throws StoreException {
        var news = new TreeMap<Integer, Collection<String>>();
        if ((wanted || byNotify) && !changed.isEmpty() && mailbox.annotations().changedAt() > before.modSeq()) {
            UidSet uids = UidSet.of(changed.stream().mapToLong(Snapshot.Entry::uid).toArray());
            for (MessageAnnotations.Changed each : mailbox.annotations().changedSince(before.modSeq(), uids, account)) {
                int sequence = next.sequence(each.uid());
                if (sequence > 0 && !own.contains(each.modSeq())) {
                    news.computeIfAbsent(sequence, s -> new LinkedHashSet<>()).add(each.name());
                }
            }
        }
        own.clear();
        return news;
    }
}
