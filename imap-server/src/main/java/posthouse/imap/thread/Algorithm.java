package posthouse.imap.thread;

import posthouse.imap.wire.BadSyntax;

/** How messages are put into threads: RFC 5256 3; REFS is draft-ietf-morg-inthread's. */
enum Algorithm {
    ORDEREDSUBJECT {
        @Override
        Forest thread(Facts[] facts) {
            return OrderedSubject.thread(facts);
        }
    },
    REFERENCES {
        @Override
        Forest thread(Facts[] facts) {
            return new References(facts).bySubjectToo();
        }
    },
    /** REFERENCES without a look at subjects; the thread that something arrived in last comes last. */
    REFS {
        @Override
        Forest thread(Facts[] facts) {
            return new References(facts).byArrival();
        }
    };

    /** @param facts of the messages, in the order of the mailbox */
    abstract Forest thread(Facts[] facts);

    static Algorithm of(String word) throws BadSyntax {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(word)) {
                return algorithm;
            }
        }
        throw new BadSyntax("unknown threading algorithm " + word.substring(0, Math.min(word.length(), 40)));
    }
}
