package posthouse.imap.thread;

import posthouse.imap.command.SelectedCommand;
import posthouse.imap.search.Query;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/** THREAD and UID THREAD: RFC 5256 3. */
public record ThreadCommand(Numbering numbering, Algorithm algorithm, Query query) implements SelectedCommand {

    public static ThreadCommand parse(ImapReader in, Numbering numbering) throws BadSyntax {
        var algorithm = Algorithm.of(in.sp().keyword());
        return new ThreadCommand(numbering, algorithm, Query.parseWithCharset(in.sp()));
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        return query.run(state, true, (view, matching, relevancy, cancelled) -> {
            var known = state.client().threadFacts();
            var facts = new FactsReader(known, state.mailbox(), view, cancelled).read(matching);
            return new ThreadAnswer(algorithm.thread(facts), i -> numbering == Numbering.UID ? facts[i].uid() : view.sequence(facts[i].uid()));
        });
    }
}
