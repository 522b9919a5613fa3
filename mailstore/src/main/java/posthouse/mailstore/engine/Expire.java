package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMessage;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange;

/** Removed messages of one mailbox can't come back any more; those that came back meanwhile are left alone. */
record Expire(long mailbox, UidSet uids, long cutOff) implements NamesCommand<Void> {

    @Override
    public Decision<Void> decide(View view) throws DatabaseFailed {
        var expired = new UidSet.Builder();
        long first = uids.ranges().get(0).first();
        long last = uids.ranges().get(uids.ranges().size() - 1).last();
        for (RemovedMessage message : view.writing().removedMessages(mailbox, first, (int) uids.count())) {
            if (message.at() < cutOff && message.row().uid() <= last && uids.contains(message.row().uid())) {
                expired.add(message.row().uid());
            }
        }
        UidSet gone = expired.build();
        List<Change> changes = new ArrayList<>();
        if (!gone.isEmpty()) {
            changes.add(new MessageChange.PurgeMessages(mailbox, gone));
            changes.addAll(Noted.removed(view, mailbox, gone));
        }
        return Decision.of(null, changes);
    }
}
