package posthouse.smtp.wire;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as messages have them: RFC 5322 3.3. */
public final class MailDate {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    private MailDate() {
    }

    public static String write(ZonedDateTime date) {
        return FORM.format(date);
    }
}
