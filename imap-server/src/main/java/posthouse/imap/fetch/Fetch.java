package posthouse.imap.fetch;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import posthouse.imap.Client;
import posthouse.imap.Extension;
import posthouse.imap.access.Right;
import posthouse.imap.command.AtOnce;
import posthouse.imap.command.SelectedCommand;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.ResponseCode;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Message;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;

/** FETCH and UID FETCH: RFC 9051 6.4.5, 6.4.9, 7.5.2; with mod-sequences: RFC 7162 3.1.4, 3.1.5, 3.2.6; some of them: RFC 9394 3.3. */
public record Fetch(SequenceSet messages, List<FetchItem> items, FetchModifiers modifiers) implements SelectedCommand, AtOnce {

    /** As many as are told at once. */
    private static final int FEW = 100;

    private static final FlagChange ADD_SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    public static Fetch parse(ImapReader in, Numbering numbering) throws BadSyntax {
        var messages = in.sp().sequenceSet(numbering);
        var items = FetchItems.parse(in.sp());
        var modifiers = FetchModifiers.parse(in, numbering);
        in.end();
        if (modifiers.hasChangedSince()) {
            items = FetchItems.with(Attribute.MODSEQ, items); // RFC 7162 3.1.4.1
        }
        return new Fetch(messages, items, modifiers);
    }

    @Override
    public boolean isShort(Client client) {
        if (source() != FetchItem.Source.VIEW || items.stream().anyMatch(FetchItem::setsSeen) || !modifiers.equals(FetchModifiers.NONE)) {
            return false;
        }
        View view = client.selected().view();
        UidSet named = messages.numbering() == Numbering.UID ? view.sequences(messages.resolve(view.lastUid())) : messages.resolve(view.size());
        return named.count() <= FEW && !messages.lastResult();
    }

    @Override
    public Answer run(Selected state) throws BadSyntax, StoreException {
        if (modifiers.vanished() && !state.client().enabled(Extension.QRESYNC)) {
            throw new BadSyntax("ENABLE QRESYNC first"); // RFC 7162 3.2.6
        }
        if (items.contains(Attribute.MODSEQ)) {
            state.client().enable(Extension.CONDSTORE); // RFC 7162 3.1
        }
        View view = state.current();
        UidSet sequences = view.sequences(messages);
        if (modifiers.partial() != null) {
            int count = (int) sequences.count();
            sequences = sequences.part(modifiers.partial().start(count), modifiers.partial().end(count));
        }
        if (modifiers.hasChangedSince()) { // of those in the part: RFC 9394 3.4
            sequences = view.changedSince(sequences, modifiers.changedSince());
        }
        int limit = state.client().limits().messages();
        boolean limited = sequences.count() > limit;
        if (limited) {
            sequences = sequences.part(sequences.count() - limit, sequences.count()); // RFC 9738 3: the highest ones
        }
        UidSet vanished = modifiers.vanished() ? state.vanished(view, modifiers.changedSince(), messages) : UidSet.EMPTY;
        UidSet seen = setSeen(state, view, sequences);
        var answer = new FetchAnswer(withUid(state), state, view, sequences, seen, vanished);
        return limited ? answer.coded(ResponseCode.messageLimit(limit, view.uid((int) sequences.ranges().get(0).first()))) : answer;
    }

    /** RFC 9051 6.4.9: the answers to UID FETCH always carry the UID; UIDFETCH begins with it (RFC 9586 3.3). */
    private Fetch withUid(Selected state) {
        boolean added = messages.numbering() == Numbering.UID && !state.client().enabled(Extension.UIDONLY);
        return added ? new Fetch(messages, FetchItems.with(Attribute.UID, items), modifiers) : this;
    }

    /** Where the answers come from. */
    FetchItem.Source source() {
        return items.stream().map(FetchItem::source).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** What they tell of messages' structures. */
    Set<StructureText> structureTexts() {
        var texts = EnumSet.noneOf(StructureText.class);
        for (FetchItem item : items) {
            if (item instanceof Attribute attribute && attribute.structureText() != null) {
                texts.add(attribute.structureText());
            }
        }
        return texts;
    }

    /**
     * Sets {@code \Seen} for the whole command at once, before anything is answered: the answers tell the new flags.
     *
     * @return the UIDs of the messages that changed
     */
    private UidSet setSeen(Selected state, View view, UidSet sequences) throws StoreException {
        if (state.readOnly() || !state.rights().has(Right.SEEN) || items.stream().noneMatch(FetchItem::setsSeen)) {
            return UidSet.EMPTY;
        }
        var unseen = new UidSet.Builder();
        for (var each = sequences.iterator(); each.hasNext(); ) {
            int sequence = (int) each.nextLong();
            if (!view.flags(sequence).has(Flags.System.SEEN)) {
                unseen.add(view.uid(sequence));
            }
        }
        UidSet uids = unseen.build();
        if (uids.isEmpty()) {
            return UidSet.EMPTY;
        }
        try {
            var stored = state.mailbox().store(uids, ADD_SEEN, OptionalLong.empty());
            state.check();
            return UidSet.of(stored.changed().stream().mapToLong(Message::uid).toArray());
        } catch (OutOfSpace | Unavailable e) {
            return UidSet.EMPTY; // what can't be written now may still be read
        }
    }
}
