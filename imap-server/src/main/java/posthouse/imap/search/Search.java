package posthouse.imap.search;

import java.util.BitSet;
import posthouse.imap.command.SelectedCommand;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/**
 * SEARCH and UID SEARCH: RFC 9051 6.4.4, 6.4.9, RFC 3501 6.4.4. RETURN: RFC 4731; UPDATE: RFC 5267 4.3. MODSEQ: RFC 7162 3.1.5.
 *
 * @param options what RETURN asks for; {@code null} without RETURN
 */
public record Search(Numbering numbering, String tag, ReturnOptions options, Query query) implements SelectedCommand {

    public static Search parse(ImapReader in, Numbering numbering) throws BadSyntax {
        in.sp();
        ReturnOptions options = in.takeKeyword("RETURN") ? ReturnOptions.parse(in.sp()) : null;
        if (options != null) {
            in.sp();
        }
        Query query = Query.parse(in);
        if (options != null) {
            options.check(query);
        }
        return new Search(numbering, in.commandTag(), options, query);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        return Query.saving(options, state, () -> {
            Query kept = options != null && options.updates() ? query.kept(state, tag) : null;
            return query.run(state, false, (view, matching, relevancy, cancelled) -> answer(state, view, matching, relevancy, kept));
        });
    }

    private Answer answer(Selected state, View view, BitSet matching, Relevancy relevancy, Query kept) {
        // RFC 9051 6.4.4: IMAP4rev2 has no SEARCH response
        ReturnOptions wanted = options == null && state.rev2() ? ReturnOptions.ALL : options;
        var found = new Found(matching.stream().toArray(), numbering, view, query.asksModSeq(), relevancy);
        return wanted == null ? new SearchAnswer("SEARCH", found)
            : Query.answer("SEARCH", tag, state, found, wanted, kept == null ? null : kept.live(tag, state, found, wanted, null));
    }
}
