package posthouse.imap.search;

import posthouse.imap.thread.ThreadId;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.search.MessageSearch;
import posthouse.mailstore.search.Needle;

/** Keys that look for a text, decoded, in whatever case (RFC 9051 6.4.4). */
sealed interface TextCriterion extends Criterion {

    /** BCC, CC, FROM, SUBJECT, TO. An earlier search may have left the text. */
    record Envelope(EnvelopeText field, Needle needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public Truth matches(Candidate message) {
            return message.knows(field) ? Truth.of(holds(message)) : Truth.OPEN;
        }

        @Override
        public boolean holds(Candidate message) {
            String text = message.text(field);
            return text != null && needle.in(text);
        }
    }

    /** The same, searched vaguely (RFC 6203). */
    record FuzzyEnvelope(EnvelopeText field, MessageSearch search) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public Truth matches(Candidate message) {
            return message.knows(field) ? Truth.of(holds(message)) : Truth.OPEN;
        }

        @Override
        public boolean holds(Candidate message) {
            String text = message.text(field);
            return text != null && search.in(text) && like(message, search);
        }
    }

    /** A vague key that reads messages (RFC 6203). */
    record Fuzzy(TextCriterion key, MessageSearch search) implements TextCriterion {
        @Override
        public Effort effort() {
            return key.effort();
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return key.holds(message) && like(message, search);
        }
    }

    private static boolean like(Candidate message, MessageSearch search) {
        message.isLike(search.likeness());
        return true;
    }

    /** HEADER. */
    record Header(String name, MessageSearch search) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.HEADER;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return search.headerContains(message.body(), message.row().structure(), name);
        }
    }

    /** THREADID: RFC 8474 6. */
    record Thread(String id) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.HEADER;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return ThreadId.of(message.row(), message.body()).equals(id);
        }
    }

    /** BODY. */
    record Body(MessageSearch search) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.BODY;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return search.bodyContains(message.body(), message.row().structure());
        }
    }

    /** TEXT: header or body. */
    record Text(MessageSearch search) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.BODY;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return search.textContains(message.body(), message.row().structure());
        }
    }
}
