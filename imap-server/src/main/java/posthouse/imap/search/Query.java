package posthouse.imap.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import posthouse.imap.Authenticated;
import posthouse.imap.Extension;
import posthouse.imap.selected.LiveResult;
import posthouse.imap.selected.Selected;
import posthouse.imap.selected.View;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;

/**
 * What is looked for in a mailbox: the end of SEARCH, SORT and THREAD.
 *
 * @param namesCharset whether the client said what charset its strings have
 * @param knowsCharset whether the charset of the strings is known; if not, {@code key} is not what the client meant
 * @param fuzzy whether some of it is searched vaguely (RFC 6203)
 */
public record Query(SearchKey key, boolean namesCharset, boolean knowsCharset, boolean fuzzy) {

    /** {@code ["CHARSET" SP charset SP] search-key *(SP search-key)}: RFC 9051 9 (search-program). */
    public static Query parse(ImapReader in) throws BadSyntax {
        if (in.takeKeyword("CHARSET")) {
            Charset charset = charset(in.sp().astring());
            in.sp();
            return keys(in, true, charset);
        }
        return keys(in, false, StandardCharsets.UTF_8); // RFC 9051 6.4.4
    }

    /** {@code charset SP search-key *(SP search-key)}: RFC 5256 5 (search-criteria of sort and thread). */
    public static Query parseWithCharset(ImapReader in) throws BadSyntax {
        Charset charset = charset(in.astring());
        in.sp();
        return keys(in, false, charset);
    }

    private static Query keys(ImapReader in, boolean namesCharset, Charset charset) throws BadSyntax {
        var parser = new SearchParser(in, charset == null ? StandardCharsets.ISO_8859_1 : charset);
        var key = parser.keys();
        in.end();
        return new Query(key, namesCharset, charset != null && parser.charsetIsRight(), parser.fuzzy());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is made of the messages that match. */
    @FunctionalInterface
    public interface Finish {
        /**
         * @param view the messages, with their flags of now
         * @param matching sequence numbers
         * @param relevancy how well they match
         * @param cancelled whether nobody waits for it any more: then whatever comes out is thrown away
         */
        Answer answer(View view, BitSet matching, Relevancy relevancy, BooleanSupplier cancelled) throws StoreException;
    }

    /** A search, which may fail. */
    @FunctionalInterface
    public interface Attempt {
        Answer run() throws Refused, BadSyntax, StoreException;
    }

    /** Searches; where that is answered NO and the result was to be saved, it is none (RFC 5182 2.1). */
    public static Answer saving(ReturnOptions options, Selected state, Attempt attempt) throws Refused, BadSyntax, StoreException {
        try {
            return attempt.run();
        } catch (Refused | StoreException e) {
            if (options != null && options.saves()) {
                state.save(UidSet.EMPTY);
            }
            throw e;
        }
    }

    /** Whether the answer tells the highest mod-sequence. */
    public boolean asksModSeq() {
        return key.asksModSeq();
    }

    /**
     * The answer to a command with RETURN.
     *
     * @param live the result if the client can be kept informed of it, else {@code null}
     */
    public static Answer answer(String command, String tag, Selected state, Found found, ReturnOptions options, LiveResult live) {
        if (options.saves()) {
            state.save(options.saved(found));
        }
        Answer told = options.onlySaves() ? Answer.ok(command + " completed") : new EsearchAnswer(command, tag, found, options);
        boolean refused = options.updates() && (live == null || !state.follow(live));
        return refused ? withoutUpdate(tag, told) : told;
    }

    /** RFC 5267 4.3: the search is done, but the client is not kept informed. */
    static Answer withoutUpdate(String tag, Answer told) {
        return new WithoutUpdate(tag, told);
    }

    private record WithoutUpdate(String tag, Answer told, boolean[] said) implements Answer {

        WithoutUpdate(String tag, Answer told) {
            this(tag, told, new boolean[1]);
        }

        @Override
        public boolean writeNext(ImapWriter out) throws Exception {
            if (!said[0]) {
                said[0] = true;
                out.text("* NO [NOUPDATE ").string(tag).text("] ").words("This result is not kept up to date").crlf();
            }
            return told.writeNext(out);
        }

        @Override
        public Completion completion() {
            return told.completion();
        }
    }

    /** The key, with what its filters say. */
    SearchKey resolved(Authenticated state) throws Refused, StoreException {
        if (!knowsCharset) {
            throw new Refused(ResponseCode.badCharset("US-ASCII UTF-8"), "charset not known");
        }
        return key.with(new Filters(state.store().annotations(), state.accountId()), 0);
    }

    /** The same with what its filters say and its message numbers mean now: to be asked again later, and known by the tag (RFC 5267 4.3). */
    public Query kept(Selected state, String tag) throws Refused, BadSyntax, StoreException {
        if (state.follows(tag)) {
            throw new BadSyntax("Tag reuse: that of a search whose result is kept up to date"); // RFC 5267 4.3
        }
        return new Query(resolved(state.authenticated()).fixed(state.view()), namesCharset, knowsCharset, fuzzy);
    }

    /**
     * A result that the client can be kept informed of; {@code null} if it can't: what a message number means changes with the mailbox (RFC 5267 4.3).
     *
     * @param places where its messages are, {@code null} if it is in the mailbox's order
     */
    public LiveResult live(String tag, Selected state, Found found, ReturnOptions options, UpdatedSearch.Places places) {
        return key.isVague() ? null : new UpdatedSearch(tag, found.numbering(), key, state, found.uids(0, found.count()), places, options.items());
    }

    /**
     * Looks, and then answers.
     *
     * @param readsMore whether the answer reads messages too, and so is made where octets are searched
     */
    public Answer run(Selected state, boolean readsMore, Finish finish) throws Refused, BadSyntax, StoreException {
        Answer answer = found(state, readsMore, finish);
        return key.namesSequences() ? answer.holdingExpunges() : answer; // RFC 7162 3.2.10.2
    }

    private Answer found(Selected state, boolean readsMore, Finish finish) throws Refused, BadSyntax, StoreException {
        if (namesCharset && state.client().enabled(Extension.UTF8_ACCEPT)) {
            throw new BadSyntax("no CHARSET after ENABLE UTF8=ACCEPT"); // RFC 9755 3
        }
        SearchKey found = resolved(state.authenticated());
        if (asksModSeq()) {
            state.client().enable(Extension.CONDSTORE); // RFC 7162 3.1
        }
        View view = state.current();
        int limit = state.client().limits().messages();
        if (view.size() > limit) {
            return run(state, view, found, limit, readsMore, (v, matching, relevancy, cancelled) -> finish.answer(v, matching, relevancy, cancelled)
                .coded(ResponseCode.messageLimit(limit, v.uid(v.size() - limit + 1))));
        }
        return run(state, view, found, limit, readsMore, finish);
    }

    /** @param most how many messages are looked at, the last ones (RFC 9738 3) */
    private static Answer run(Selected state, View view, SearchKey found, int most, boolean readsMore, Finish finish)
        throws Refused, BadSyntax, StoreException {
        var scans = state.client().scans();
        var scan = new Scan(state.mailbox(), view, found.in(view), state.authenticated());
        scan.view(IntStream.rangeClosed(Math.max(view.size() - most, 0) + 1, view.size()).iterator());
        if (!readsMore && !scan.readsOctets()) {
            scan.rows();
            return finish.answer(view, scan.found(), scan.relevancy(), scan::cancelled);
        }
        return scans.run(state.mailbox().accountId(), scan, () -> finish.answer(view, scan.found(), scan.relevancy(), scan::cancelled));
    }
}
