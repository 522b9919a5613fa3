package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.RemoveAnnotations;

/** What must be done with the annotations of messages that are copied or go; nothing if they have none. */
final class Noted {

    private Noted() {
    }

    /** @param move whether the messages leave where they were */
    static List<Change> copied(View view, CopyAnnotations copies, boolean move) throws DatabaseFailed {
        var uids = new ArrayList<UidSet.Range>();
        copies.runs().forEach(run -> uids.add(new UidSet.Range(run.sourceUid(), run.sourceUid() + run.count() - 1)));
        var changes = new ArrayList<>(removed(view, copies.source(), UidSet.of(uids)));
        if (!changes.isEmpty() && move) {
            changes.add(0, copies);
        } else if (!changes.isEmpty()) {
            changes.set(0, copies);
        }
        return changes;
    }

    /** For messages that are gone for good. */
    static List<Change> removed(View view, long mailbox, UidSet uids) throws DatabaseFailed {
        if (uids.isEmpty()) {
            return List.of();
        }
        var all = new UidSet.Range(uids.ranges().get(0).first(), uids.ranges().get(uids.ranges().size() - 1).last());
        return view.writing().annotated(mailbox, all) ? List.of(new RemoveAnnotations(mailbox, uids)) : List.of();
    }

    /** The same for a mailbox that says itself whether its messages ever had any. */
    static List<Change> removed(View view, MailboxRow mailbox, UidSet uids) throws DatabaseFailed {
        return mailbox.annotated() > 0 ? removed(view, mailbox.id(), uids) : List.of();
    }
}
