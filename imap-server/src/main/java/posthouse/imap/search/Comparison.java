package posthouse.imap.search;

/** How days are compared (RFC 9051 6.4.4: BEFORE, ON, SINCE). */
enum Comparison {
    BEFORE, ON, SINCE;

    /** @param day as a date, or in the ISO form */
    <T extends Comparable<? super T>> boolean holds(T day, T reference) {
        int order = day.compareTo(reference);
        return switch (this) {
            case BEFORE -> order < 0;
            case ON -> order == 0;
            case SINCE -> order >= 0;
        };
    }
}
