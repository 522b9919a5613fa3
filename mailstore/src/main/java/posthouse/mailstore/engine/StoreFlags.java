package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox.Stored;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.MessageChange.SetFlags;

/** Other flags for messages: RFC 9051 6.4.6, RFC 7162 3.1.3. */
record StoreFlags(long account, long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince, MessageIds ids)
    implements Command<Stored> {

    @Override
    public Decision<Stored> decide(View view) throws StoreException, DatabaseFailed {
        Tally tally = view.tally(account, mailbox);
        Map<Flags, UidSet.Builder> groups = new LinkedHashMap<>();
        var changed = new ArrayList<Message>();
        var refused = new UidSet.Builder();
        for (MessageRow message : view.messages(tally.mailbox(), uids)) {
            if (unchangedSince.isPresent() && message.modSeq() > unchangedSince.getAsLong()) {
                refused.add(message.uid());
                continue;
            }
            Flags flags = change.applyTo(message.flags());
            if (!flags.equals(message.flags())) {
                tally.change(message.flags(), change.kind() == FlagChange.Kind.REMOVE ? flags : flags.bounded());
                groups.computeIfAbsent(flags, f -> new UidSet.Builder()).add(message.uid());
                changed.add(ids.message(mailbox, message.with(flags, tally.modSeq)));
            }
        }
        if (changed.isEmpty()) {
            return Decision.of(new Stored(changed, refused.build(), tally.mailbox().modSeq()), List.of());
        }
        List<SetFlags.Group> flags = groups.entrySet().stream().map(g -> new SetFlags.Group(g.getKey(), g.getValue().build())).toList();
        return Decision.of(new Stored(changed, refused.build(), tally.modSeq), new SetFlags(mailbox, tally.modSeq, flags), tally.result());
    }
}
