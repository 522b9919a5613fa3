package posthouse.imap.sort;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** {@code ["REVERSE" SP] sort-criterion}: RFC 5256 3, 5. */
record SortKey(SortCriterion criterion, boolean reverse) {

    /** Whether messages are sorted by how well they match (RFC 6203 5). */
    static boolean asksRelevancy(List<SortKey> keys) {
        return keys.stream().anyMatch(key -> key.criterion == SortCriterion.RELEVANCY);
    }

    /** The list in parentheses. What was named before decides already: a second time it is passed over. */
    static List<SortKey> parse(ImapReader in) throws BadSyntax {
        List<SortKey> keys = new ArrayList<>();
        in.open();
        do {
            boolean reverse = in.takeKeyword("REVERSE");
            if (reverse) {
                in.sp();
            }
            var criterion = SortCriterion.of(in.keyword());
            if (keys.stream().noneMatch(key -> key.criterion == criterion)) {
                keys.add(new SortKey(criterion, reverse));
            }
        } while (in.take(' '));
        in.close();
        return keys;
    }
}
