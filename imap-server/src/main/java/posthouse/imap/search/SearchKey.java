package posthouse.imap.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import posthouse.imap.selected.View;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.StoreException;

/** A search key: RFC 9051 6.4.4, RFC 3501 6.4.4. */
sealed interface SearchKey permits SearchKey.Several, SearchKey.Not, SearchKey.Numbers, SearchKey.Filter, Criterion {

    /** What must be known of a message before {@link #matches} is sure to tell. */
    Effort effort();

    /** Whether a key of exactly this effort is among those that it is made of. */
    boolean asks(Effort effort);

    /** Whether it asks for mod-sequences: then the answer tells the highest one (RFC 7162 3.1.5). */
    default boolean asksModSeq() {
        return false;
    }

    /** Whether it names messages so that what it means changes with the mailbox, though they don't: {@code UID *}. */
    default boolean isVague() {
        return false;
    }

    /** Whether it names them by sequence numbers, which are those of the selected mailbox. */
    default boolean namesSequences() {
        return false;
    }

    /** Whether the message matches; open where too little is known of it yet. */
    Truth matches(Candidate message) throws StoreException;

    /** The same key, with what the filters that it names say in their place (RFC 5466 3.1). */
    default SearchKey with(Filters filters, int depth) throws Refused, StoreException {
        return this;
    }

    private static List<SearchKey> with(Filters filters, int depth, List<SearchKey> keys) throws Refused, StoreException {
        var there = new ArrayList<SearchKey>(keys.size());
        for (SearchKey key : keys) {
            there.add(key.with(filters, depth));
        }
        return there;
    }

    /** The same key, its message numbers being those of this mailbox as the client knows it. */
    default SearchKey in(View view) throws BadSyntax {
        return this;
    }

    /** The same key, to be asked again later: message numbers mean what they mean to the client now (RFC 5267 4.3). */
    default SearchKey fixed(View view) throws BadSyntax {
        return this;
    }

    private static List<SearchKey> fixed(View view, List<SearchKey> keys) throws BadSyntax {
        var fixed = new ArrayList<SearchKey>(keys.size());
        for (SearchKey key : keys) {
            fixed.add(key.fixed(view));
        }
        return fixed;
    }

    /** The cheap ones are asked first. */
    private static List<SearchKey> sorted(List<SearchKey> keys) {
        return keys.stream().sorted(Comparator.comparing(SearchKey::effort)).toList();
    }

    private static List<SearchKey> in(View view, List<SearchKey> keys) throws BadSyntax {
        var there = new ArrayList<SearchKey>(keys.size());
        for (SearchKey key : keys) {
            there.add(key.in(view));
        }
        return there;
    }

    /** Made of others. */
    sealed interface Several extends SearchKey permits And, Or {
        List<SearchKey> keys();

        @Override
        default boolean asks(Effort effort) {
            return keys().stream().anyMatch(key -> key.asks(effort));
        }

        @Override
        default boolean asksModSeq() {
            return keys().stream().anyMatch(SearchKey::asksModSeq);
        }

        @Override
        default boolean isVague() {
            return keys().stream().anyMatch(SearchKey::isVague);
        }

        @Override
        default boolean namesSequences() {
            return keys().stream().anyMatch(SearchKey::namesSequences);
        }
    }

    /** All of them; none is ALL. */
    record And(List<SearchKey> keys) implements Several {
        public And {
            keys = sorted(keys);
        }

        @Override
        public Effort effort() {
            return keys.isEmpty() ? Effort.VIEW : keys.get(keys.size() - 1).effort();
        }

        @Override
        public Truth matches(Candidate message) throws StoreException {
            var all = Truth.YES;
            for (int i = 0; i < keys.size() && all != Truth.NO; i++) {
                all = all.and(keys.get(i).matches(message));
            }
            return all;
        }

        @Override
        public SearchKey with(Filters filters, int depth) throws Refused, StoreException {
            return new And(SearchKey.with(filters, depth, keys));
        }

        @Override
        public SearchKey in(View view) throws BadSyntax {
            return new And(SearchKey.in(view, keys));
        }

        @Override
        public SearchKey fixed(View view) throws BadSyntax {
            return new And(SearchKey.fixed(view, keys));
        }
    }

    /** At least one of them. */
    record Or(List<SearchKey> keys) implements Several {
        public Or {
            keys = sorted(keys);
        }

        @Override
        public Effort effort() {
            return keys.get(keys.size() - 1).effort();
        }

        @Override
        public Truth matches(Candidate message) throws StoreException {
            var any = Truth.NO;
            for (int i = 0; i < keys.size() && any != Truth.YES; i++) {
                any = any.or(keys.get(i).matches(message));
            }
            return any;
        }

        @Override
        public SearchKey with(Filters filters, int depth) throws Refused, StoreException {
            return new Or(SearchKey.with(filters, depth, keys));
        }

        @Override
        public SearchKey in(View view) throws BadSyntax {
            return new Or(SearchKey.in(view, keys));
        }

        @Override
        public SearchKey fixed(View view) throws BadSyntax {
            return new Or(SearchKey.fixed(view, keys));
        }
    }

    record Not(SearchKey key) implements SearchKey {
        @Override
        public Effort effort() {
            return key.effort();
        }

        @Override
        public boolean asks(Effort effort) {
            return key.asks(effort);
        }

        @Override
        public boolean asksModSeq() {
            return key.asksModSeq();
        }

        @Override
        public boolean isVague() {
            return key.isVague();
        }

        @Override
        public boolean namesSequences() {
            return key.namesSequences();
        }

        @Override
        public Truth matches(Candidate message) throws StoreException {
            return key.matches(message).not();
        }

        @Override
        public SearchKey with(Filters filters, int depth) throws Refused, StoreException {
            return new Not(key.with(filters, depth));
        }

        @Override
        public SearchKey in(View view) throws BadSyntax {
            return new Not(key.in(view));
        }

        @Override
        public SearchKey fixed(View view) throws BadSyntax {
            return new Not(key.fixed(view));
        }
    }

    /** A sequence set, or UID and one: which messages these are, the mailbox must say first. */
    record Numbers(SequenceSet set) implements SearchKey {
        @Override
        public Effort effort() {
            return Effort.VIEW;
        }

        @Override
        public boolean asks(Effort effort) {
            return effort == Effort.VIEW;
        }

        @Override
        public boolean isVague() {
            return set.numbering() == Numbering.UID && set.hasStar();
        }

        @Override
        public boolean namesSequences() {
            return set.numbering() == Numbering.SEQUENCE;
        }

        @Override
        public Truth matches(Candidate message) {
            throw new IllegalStateException("numbers of no mailbox");
        }

        @Override
        public SearchKey in(View view) throws BadSyntax {
            return new Criterion.Sequences(view.existing(set)); // RFC 7377 2: none match a number that isn't there
        }

        @Override
        public SearchKey fixed(View view) throws BadSyntax {
            return namesSequences() || set.lastResult() ? new Criterion.Uids(view.uids(view.existing(set))) : this;
        }
    }

    /** FILTER: what it looks for, the account must say first (RFC 5466 3.1). */
    record Filter(String name) implements SearchKey {
        @Override
        public Effort effort() {
            return Effort.VIEW;
        }

        @Override
        public boolean asks(Effort effort) {
            return false;
        }

        @Override
        public Truth matches(Candidate message) {
            throw new IllegalStateException("a filter of no account");
        }

        @Override
        public SearchKey with(Filters filters, int depth) throws Refused, StoreException {
            return filters.key(name, depth).with(filters, depth + 1);
        }
    }
}
