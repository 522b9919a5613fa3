package posthouse.imap.search;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.mailstore.mime.HeaderText;
import posthouse.mailstore.search.Needle;

/** What has search keys of its own in the envelope: BCC, CC, FROM, SUBJECT, TO; SENT for the day that SENTBEFORE and others ask for (RFC 9051 6.4.4). */
enum EnvelopeText {
    BCC(e -> text(e.bcc())),
    CC(e -> text(e.cc())),
    FROM(e -> text(e.from())),
    SENT(e -> day(e.date())),
    SUBJECT(e -> e.subject() == null ? null : Needle.header(e.subject())),
    TO(e -> text(e.to()));

    private final Function<EnvelopeStructure, String> text;

    EnvelopeText(Function<EnvelopeStructure, String> text) {
        this.text = text;
    }

    /** The text, decoded; {@code null} where there is no such field. */
    String of(EnvelopeStructure envelope) {
        return text.apply(envelope);
    }

    /** In the ISO form, whose order is that of days; {@code null} if there is none. */
    private static String day(String date) {
        LocalDate day = SentDate.parse(date);
        return day == null ? null : day.toString();
    }

    /** A match must lie within one address: nobody looks for what stands between them. */
    private static String text(List<Address> addresses) {
        if (addresses == null) {
            return null;
        }
        var text = new StringBuilder();
        for (Address address : addresses) {
            text.append(text.isEmpty() ? "" : "\0").append(HeaderText.decode(Needle.text(address)));
        }
        return text.toString();
    }
}
