package posthouse.imap.sort;

import java.util.List;
import posthouse.imap.command.SelectedCommand;
import posthouse.imap.search.Found;
import posthouse.imap.search.Query;
import posthouse.imap.search.Relevancy;
import posthouse.imap.search.ReturnOptions;
import posthouse.imap.search.SearchAnswer;
import posthouse.imap.selected.LiveResult;
import posthouse.imap.selected.Selected;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.StoreException;

/**
 * SORT and UID SORT: RFC 5256 3. RETURN: RFC 5267 3; UPDATE: RFC 5267 4.3.
 *
 * @param options what RETURN asks for; {@code null} without RETURN
 */
public record Sort(Numbering numbering, String tag, ReturnOptions options, List<SortKey> keys, Query query) implements SelectedCommand {

    /** A longer result is not kept up to date. */
    private static final int MOST_KEPT = 20_000;

    public static Sort parse(ImapReader in, Numbering numbering) throws BadSyntax {
        in.sp();
        ReturnOptions options = in.takeKeyword("RETURN") ? ReturnOptions.parse(in.sp()) : null;
        if (options != null) {
            in.sp();
        }
        List<SortKey> keys = SortKey.parse(in);
        Query query = Query.parseWithCharset(in.sp());
        if (options != null) {
            options.check(query);
        }
        if (SortKey.asksRelevancy(keys) && !query.fuzzy()) {
            throw new BadSyntax("RELEVANCY needs a FUZZY key"); // RFC 6203 5
        }
        return new Sort(numbering, in.commandTag(), options, keys, query);
    }

    @Override
    public Answer run(Selected state) throws Refused, BadSyntax, StoreException {
        return Query.saving(options, state, () -> {
            Query kept = options != null && options.updates() ? query.kept(state, tag) : null;
            return query.run(state, true, (view, matching, relevancy, cancelled) -> {
                int[] order = sorting(state, relevancy, state.authenticated().accountId()).order(state.mailbox(), view, matching, cancelled);
                return answer(state, new Found(order, numbering, view, query.asksModSeq(), relevancy), kept);
            });
        });
    }

    private Sorting sorting(Selected state, Relevancy relevancy, long account) {
        return new Sorting(keys, state.client().sortKeys(), relevancy, account);
    }

    private Answer answer(Selected state, Found found, Query kept) {
        return options == null ? new SearchAnswer("SORT", found) : Query.answer("SORT", tag, state, found, options, live(state, found, kept));
    }

    private LiveResult live(Selected state, Found found, Query kept) {
        boolean possible = kept != null && found.count() <= MOST_KEPT && !SortKey.asksRelevancy(keys) && !SortKey.mayChange(keys);
        return possible ? kept.live(tag, state, found, options, new SortedPlaces(state.mailbox(), sorting(state, found.relevancy(), 0), found)) : null;
    }
}
