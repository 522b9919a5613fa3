package posthouse.imap.fetch;

import java.util.List;
import java.util.OptionalLong;
import posthouse.imap.command.SelectedCommand;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Message;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;

/** FETCH and UID FETCH: RFC 9051 6.4.5, 6.4.9, 7.5.2. */
public record Fetch(SequenceSet messages, List<FetchItem> items) implements SelectedCommand {

    private static final FlagChange ADD_SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    public static Fetch parse(ImapReader in, Numbering numbering) throws BadSyntax {
        var messages = in.sp().sequenceSet(numbering);
        var items = FetchItems.parse(in.sp());
        in.end();
        // RFC 9051 6.4.9: the answers to UID FETCH always carry the UID
        return new Fetch(messages, numbering == Numbering.UID ? FetchItems.with(Attribute.UID, items) : items);
    }

    @Override
    public Answer run(Selected state) throws BadSyntax, StoreException {
        UidSet uids = state.uids(messages);
        UidSet seen = setSeen(state, uids);
        return new FetchAnswer(state, messages.numbering(), items, seen, new Rows(state, uids, source(seen)));
    }

    private FetchItem.Source source(UidSet seen) {
        var source = seen.isEmpty() ? FetchItem.Source.VIEW : FetchItem.Source.SUMMARY;
        for (FetchItem item : items) {
            source = item.source().compareTo(source) > 0 ? item.source() : source;
        }
        return source;
    }

    /**
     * Sets {@code \Seen} for the whole command at once, before anything is answered: the answers tell the new flags.
     *
     * @return the messages that changed
     */
    private UidSet setSeen(Selected state, UidSet uids) throws StoreException {
        if (state.readOnly() || items.stream().noneMatch(FetchItem::setsSeen)) {
            return UidSet.EMPTY;
        }
        UidSet unseen = unseen(state, uids);
        if (unseen.isEmpty()) {
            return UidSet.EMPTY;
        }
        try {
            var stored = state.mailbox().store(unseen, ADD_SEEN, OptionalLong.empty());
            return UidSet.of(stored.changed().stream().mapToLong(Message::uid).toArray());
        } catch (OutOfSpace | Unavailable e) {
            return UidSet.EMPTY; // what can't be written now may still be read
        }
    }

    private static UidSet unseen(Selected state, UidSet uids) {
        var unseen = new UidSet.Builder();
        uids.stream().filter(uid -> !state.view().flags(state.view().sequence(uid)).has(Flags.System.SEEN)).forEach(unseen::add);
        return unseen.build();
    }
}
