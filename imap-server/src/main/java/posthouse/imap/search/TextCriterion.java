package posthouse.imap.search;

import java.util.List;
import java.util.function.Function;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.mailstore.search.MessageSearch;
import posthouse.mailstore.search.Needle;

/** Keys that look for a text, decoded, in whatever case (RFC 9051 6.4.4). */
sealed interface TextCriterion extends Criterion {

    /** SUBJECT. */
    record Subject(Needle needle) implements TextCriterion {
        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public boolean holds(Candidate message) {
            return needle.inHeader(message.row().structure().envelope().subject());
        }
    }

    /** BCC, CC, FROM, TO: one of the envelope's lists of addresses. */
    record Addresses(Of list, Needle needle) implements TextCriterion {
        enum Of {
            BCC(EnvelopeStructure::bcc), CC(EnvelopeStructure::cc), FROM(EnvelopeStructure::from), TO(EnvelopeStructure::to);

            private final Function<EnvelopeStructure, List<Address>> list;

            Of(Function<EnvelopeStructure, List<Address>> list) {
                this.list = list;
            }
        }

        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public boolean holds(Candidate message) {
            return needle.inAddresses(list.list.apply(message.row().structure().envelope()));
        }
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
