package posthouse.imap.search;

import java.time.LocalDate;

/** How days are compared (RFC 9051 6.4.4: BEFORE, ON, SINCE). */
enum Comparison {
    BEFORE, ON, SINCE;

    boolean holds(LocalDate day, LocalDate reference) {
        return switch (this) {
            case BEFORE -> day.isBefore(reference);
            case ON -> day.isEqual(reference);
            case SINCE -> !day.isBefore(reference);
        };
    }
}
