package posthouse.imap.fetch;

import java.util.List;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.UidSet;

/** What a client wants to be told of each new message: RFC 5465 5.2. {@code \Seen} is set by none of it. */
public record NewMessages(List<FetchItem> items) {

    public static NewMessages parse(ImapReader in) throws BadSyntax {
        return new NewMessages(FetchItems.parse(in));
    }

    /** FETCH responses for the messages with these sequence numbers. */
    public Answer answer(Selected state, UidSet sequences) {
        View view = state.view();
        var command = new Fetch(new SequenceSet(Numbering.SEQUENCE, List.of()), FetchItems.with(Attribute.UID, items), FetchModifiers.NONE);
        return new FetchAnswer(command, state, view, sequences, UidSet.EMPTY, UidSet.EMPTY);
    }
}
