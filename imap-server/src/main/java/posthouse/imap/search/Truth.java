package posthouse.imap.search;

/** Whether a message matches. With what is known of it yet, that may be open. */
enum Truth {
    NO, OPEN, YES;

    static Truth of(boolean matches) {
        return matches ? YES : NO;
    }

    Truth and(Truth other) {
        return compareTo(other) < 0 ? this : other;
    }

    Truth or(Truth other) {
        return compareTo(other) > 0 ? this : other;
    }

    Truth not() {
        return switch (this) {
            case NO -> YES;
            case OPEN -> OPEN;
            case YES -> NO;
        };
    }
}
