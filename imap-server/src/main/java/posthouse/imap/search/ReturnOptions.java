package posthouse.imap.search;

import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.fetch.NewMessages;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.PartialRange;
import posthouse.mailstore.UidSet;

/**
 * The list behind RETURN (RFC 9051 6.4.4).
 *
 * @param partial what PARTIAL names, or {@code null}
 * @param items what UPDATE asks to be told of new messages that match (RFC 5465 7), or {@code null}
 */
public record ReturnOptions(Set<ReturnOption> options, PartialRange partial, NewMessages items) {

    /** Those that the answer has no word for. */
    static final Set<ReturnOption> SILENT = EnumSet.of(ReturnOption.SAVE, ReturnOption.UPDATE, ReturnOption.CONTEXT);

    public static final ReturnOptions ALL = new ReturnOptions(EnumSet.of(ReturnOption.ALL), null, null);

    /** The empty list is ALL (RFC 4731 3.1). */
    public static ReturnOptions parse(ImapReader in) throws BadSyntax {
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        PartialRange partial = null;
        NewMessages items = null;
        in.open();
        if (!in.nextIs(')')) {
            do {
                ReturnOption option = option(in.keyword());
                if (option == ReturnOption.PARTIAL) {
                    if (partial != null) {
                        throw new BadSyntax("PARTIAL once"); // RFC 5267 4.4
                    }
                    partial = PartialRange.parse(in.sp());
                }
                if (option == ReturnOption.UPDATE && in.nextIs(' ') && in.peekSecond() == '(') {
                    items = NewMessages.parse(in.sp());
                }
                options.add(option);
            } while (in.another());
        }
        in.close();
        if (partial != null && options.contains(ReturnOption.ALL)) {
            throw new BadSyntax("ALL or PARTIAL, not both"); // RFC 9394 3.1
        }
        return options.isEmpty() ? ALL : new ReturnOptions(options, partial, items);
    }

    private static ReturnOption option(String word) throws BadSyntax {
        for (ReturnOption option : ReturnOption.values()) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        throw new BadSyntax("unknown result option " + word);
    }

    /** RFC 6203 4: who is not vague about anything can't ask how well it matches. */
    public void check(Query query) throws BadSyntax {
        if (has(ReturnOption.RELEVANCY) && !query.fuzzy()) {
            throw new BadSyntax("RELEVANCY needs a FUZZY key");
        }
    }

    /** Whether only the ends of the result are told. */
    boolean onlyEnds() {
        return (has(ReturnOption.MIN) || has(ReturnOption.MAX)) && !has(ReturnOption.ALL) && !has(ReturnOption.PARTIAL);
    }

    boolean has(ReturnOption option) {
        return options.contains(option);
    }

    /** Whether the result is to be what {@code $} stands for (RFC 5182). */
    public boolean saves() {
        return has(ReturnOption.SAVE);
    }

    /** Whether the client is to be told when messages begin or cease to match (RFC 5267 4.3). */
    public boolean updates() {
        return has(ReturnOption.UPDATE);
    }

    /** Whether nothing is to be told. */
    boolean onlySaves() {
        return saves() && SILENT.containsAll(options);
    }

    /** What is saved: RFC 5182 2.4, RFC 9394 3.2. */
    UidSet saved(Found found) {
        if (found.count() == 0) {
            return UidSet.EMPTY;
        }
        boolean some = partial != null || has(ReturnOption.MIN) || has(ReturnOption.MAX);
        if (!some || has(ReturnOption.ALL) || has(ReturnOption.COUNT)) {
            return found.uids(0, found.count());
        }
        UidSet saved = partial == null ? UidSet.EMPTY : found.uids(partial.start(found.count()), partial.end(found.count()));
        if (has(ReturnOption.MIN)) {
            saved = saved.or(found.uids(0, 1));
        }
        return has(ReturnOption.MAX) ? saved.or(found.uids(found.count() - 1, found.count())) : saved;
    }
}
