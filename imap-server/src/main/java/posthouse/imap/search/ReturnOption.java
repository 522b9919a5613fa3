package posthouse.imap.search;

import java.util.EnumSet;
import java.util.Set;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** What RETURN asks for: RFC 9051 6.4.4, RFC 4731 3.1. In the order of the answer. */
public enum ReturnOption {
    MIN, MAX, ALL, COUNT;

    /** The list behind RETURN; the empty one is ALL (RFC 4731 3.1). */
    public static Set<ReturnOption> parse(ImapReader in) throws BadSyntax {
        Set<ReturnOption> options = EnumSet.noneOf(ReturnOption.class);
        in.open();
        if (!in.nextIs(')')) {
            do {
                options.add(of(in.keyword()));
            } while (in.take(' '));
        }
        in.close();
        return options.isEmpty() ? EnumSet.of(ALL) : options;
    }

    private static ReturnOption of(String word) throws BadSyntax {
        for (ReturnOption option : values()) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        throw new BadSyntax("unknown result option " + word);
    }
}
