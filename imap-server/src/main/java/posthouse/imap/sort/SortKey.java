package posthouse.imap.sort;

import java.util.ArrayList;
import java.util.List;
import posthouse.imap.annotate.EntryAttribute;
import posthouse.imap.annotate.EntryName;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/**
 * {@code ["REVERSE" SP] sort-criterion}: RFC 5256 3, 5.
 *
 * @param annotation of which entry; {@code null} but for ANNOTATION
 */
record SortKey(SortCriterion criterion, Annotation annotation, boolean reverse) {

    private static final int MOST = 50;

    /** ANNOTATION's arguments: RFC 5257 4.9, 5. */
    record Annotation(EntryName entry, boolean shared) {
        static Annotation parse(ImapReader in) throws BadSyntax {
            EntryName entry = EntryName.parse(in);
            return new Annotation(entry, EntryAttribute.parseOneValue(in.sp()).shared());
        }
    }

    /** Whether messages are sorted by how well they match (RFC 6203 5). */
    static boolean asksRelevancy(List<SortKey> keys) {
        return keys.stream().anyMatch(key -> key.criterion == SortCriterion.RELEVANCY);
    }

    /** Whether what they are sorted by may change while they are there. */
    static boolean mayChange(List<SortKey> keys) {
        return keys.stream().anyMatch(key -> key.annotation != null);
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
            var annotation = criterion == SortCriterion.ANNOTATION ? Annotation.parse(in.sp()) : null;
            var key = new SortKey(criterion, annotation, reverse);
            if (keys.stream().noneMatch(key::sortsLike)) {
                keys.add(key);
            }
            if (keys.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " sort criteria");
            }
        } while (in.another());
        in.close();
        return keys;
    }

    private boolean sortsLike(SortKey other) {
        return criterion == other.criterion && (annotation == null || annotation.equals(other.annotation));
    }
}
