package posthouse.smtp.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import posthouse.common.config.Settings;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.SmtpState;

/**
 * Refuses advertisements that say what they are: RFC 3865. Their keywords stand in MAIL, or in the field Solicitation; one that is
 * refused stands for those below it too ({@code org.example:ADV} for {@code org.example:ADV:ADLT}).
 */
public final class Solicitations implements MailFilter {

    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*"); // RFC 3865 2.3
    private static final int LONGEST = 1000;

    private final List<String> refused;

    public Solicitations(Settings settings) {
        refused = settings.get(SmtpKeys.NO_SOLICITING);
    }

    /** What a value lists; empty if it is none. */
    public static Optional<List<String>> keywords(String value) {
        if (value == null || value.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> keywords = Stream.of(value.split(",", -1)).map(String::strip).toList();
        return keywords.stream().allMatch(keyword -> KEYWORD.matcher(keyword).matches()) ? Optional.of(keywords) : Optional.empty();
    }

    /** The first of them that isn't wanted here. */
    private Optional<String> unwanted(List<String> keywords) {
        return keywords.stream().filter(keyword -> refused.stream().anyMatch(one -> includes(one, keyword))).findFirst();
    }

    private static boolean includes(String one, String keyword) {
        return (keyword + ":").toLowerCase(Locale.ROOT).startsWith(one.toLowerCase(Locale.ROOT) + ":");
    }

    private Verdict verdict(List<String> keywords) {
        return unwanted(keywords).map(keyword -> Verdict.refuse(550, "5.7.1", "SOLICIT=" + keyword + " is not wanted here")).orElse(Verdict.ACCEPT);
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Verdict sender(SmtpState state, MailTransaction transaction) {
        return verdict(transaction.parameters().solicitations());
    }

    @Override
    public Inspection message(SmtpState state, MailTransaction transaction) {
        return refused.isEmpty() ? null : new Inspection() {
            private Verdict verdict = Verdict.ACCEPT;

            @Override
            public HeaderField field(HeaderField field) {
                if (field.is("Solicitation") && verdict == Verdict.ACCEPT) { // RFC 3865 2.4
                    verdict = keywords(field.value()).map(Solicitations.this::verdict).orElse(Verdict.ACCEPT);
                }
                return field;
            }

            @Override
            public Verdict headerEnded() {
                return verdict;
            }
        };
    }
}
