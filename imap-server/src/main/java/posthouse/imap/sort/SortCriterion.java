package posthouse.imap.sort;

import java.util.List;
import posthouse.imap.search.SentTime;
import posthouse.imap.wire.BadSyntax;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.mailstore.mime.HeaderText;
import posthouse.mailstore.search.BaseSubject;

/** What messages can be sorted by: RFC 5256 3 (BASE.6.4.SORT), RFC 5957 3, RFC 6203 5, RFC 5257 4.9. */
enum SortCriterion {
    /** RFC 5257 4.9. What it is, other rows know: see {@link Sorting}. */
    ANNOTATION(Detail.SUMMARY),
    ARRIVAL(Detail.SUMMARY) {
        @Override
        Column column(int size) {
            return new Column.Numbers(size, message -> message.internalDate().toEpochMilli());
        }
    },
    CC {
        @Override
        String text(EnvelopeStructure envelope) {
            return mailbox(envelope.cc());
        }
    },
    DATE {
        @Override
        Column column(int size) {
            return new Column.Numbers(size, message -> SentTime.of(message).getEpochSecond());
        }
    },
    DISPLAYFROM {
        @Override
        String text(EnvelopeStructure envelope) {
            return displayed(envelope.from());
        }
    },
    DISPLAYTO {
        @Override
        String text(EnvelopeStructure envelope) {
            return displayed(envelope.to());
        }
    },
    FROM {
        @Override
        String text(EnvelopeStructure envelope) {
            return mailbox(envelope.from());
        }
    },
    /** RFC 6203 5: the best first. What it is, only the search knows: see {@link Sorting}. */
    RELEVANCY(Detail.SUMMARY),
    SIZE(Detail.SUMMARY) {
        @Override
        Column column(int size) {
            return new Column.Numbers(size, Message::size);
        }
    },
    SUBJECT {
        @Override
        String text(EnvelopeStructure envelope) {
            return BaseSubject.of(envelope.subject()).text();
        }
    },
    TO {
        @Override
        String text(EnvelopeStructure envelope) {
            return mailbox(envelope.to());
        }
    };

    /** How much of a row it needs. */
    final Detail detail;

    SortCriterion() {
        this(Detail.STRUCTURE);
    }

    SortCriterion(Detail detail) {
        this.detail = detail;
    }

    static SortCriterion of(String word) throws BadSyntax {
        for (SortCriterion criterion : values()) {
            if (criterion.name().equals(word)) {
                return criterion;
            }
        }
        throw new BadSyntax("unknown sort criterion " + word.substring(0, Math.min(word.length(), 40)));
    }

    /** The keys of so many messages. */
    Column column(int size) {
        return new Column.Texts(size, message -> text(message.structure().envelope()));
    }

    String text(EnvelopeStructure envelope) {
        throw new IllegalStateException(name() + " is no text");
    }

    /** addr-mailbox of the first address; a group's name stands where one would (RFC 5256 3). */
    private static String mailbox(List<Address> addresses) {
        Address first = first(addresses);
        return first == null || first.mailbox() == null ? "" : HeaderText.decode(first.mailbox());
    }

    /** The display name, decoded; without one, or of blanks alone, {@code mailbox@host} (RFC 5957 3). */
    private static String displayed(List<Address> addresses) {
        Address first = first(addresses);
        if (first == null) {
            return "";
        }
        String name = first.name() == null ? "" : HeaderText.decode(first.name()).strip();
        if (!name.isEmpty()) {
            return name;
        }
        String mailbox = first.mailbox() == null ? "" : first.mailbox();
        return HeaderText.decode(first.host() == null || first.host().isEmpty() ? mailbox : mailbox + '@' + first.host());
    }

    private static Address first(List<Address> addresses) {
        return addresses == null || addresses.isEmpty() ? null : addresses.get(0);
    }
}
