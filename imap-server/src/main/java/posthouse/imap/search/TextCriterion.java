package posthouse.imap.search;

import posthouse.mailstore.StoreException;

/** Keys that ask for text. */
sealed interface TextCriterion extends Criterion {

    record Envelope(EnvelopeField field, String needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public boolean holds(Candidate message) {
            return false;
        }
    }

    record Header(String name, String needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.HEADER;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return false;
        }
    }

    record Body(String needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.BODY;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return false;
        }
    }

    record Text(String needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.BODY;
        }

        @Override
        public boolean holds(Candidate message) throws StoreException {
            return false;
        }
    }
}
