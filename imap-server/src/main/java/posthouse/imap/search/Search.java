package posthouse.imap.search;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
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
 * SEARCH and UID SEARCH: RFC 9051 6.4.4, 6.4.9, RFC 3501 6.4.4. RETURN: RFC 4731. MODSEQ: RFC 7162 3.1.5.
 *
 * @param options what RETURN asks for; {@code null} without RETURN
 */
public record Search(Numbering numbering, String tag, Set<ReturnOption> options, Query query) implements SelectedCommand {

    public static Search parse(ImapReader in, Numbering numbering) throws BadSyntax {
        in.sp();
        Set<ReturnOption> options = in.takeKeyword("RETURN") ? ReturnOption.parse(in.sp()) : null;
        if (options != null) {
            in.sp();
        }
        return new Search(numbering, in.commandTag(), options, Query.parse(in));
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        return query.run(state, false, (view, matching, cancelled) -> answer(state, view, matching));
    }

    private Answer answer(Selected state, View view, BitSet matching) {
        // RFC 9051 6.4.4: IMAP4rev2 has no SEARCH response
        Set<ReturnOption> wanted = options == null && state.rev2() ? EnumSet.of(ReturnOption.ALL) : options;
        var found = new Found(matching.stream().toArray(), numbering, view, query.asksModSeq());
        return wanted == null ? new SearchAnswer("SEARCH", found) : new EsearchAnswer("SEARCH", tag, found, wanted);
    }
}
