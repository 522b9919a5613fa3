package posthouse.imap.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Dates as IMAP writes them (RFC 9051 9: date, date-time). */
public final class ImapDates {

    private static final DateTimeFormatter DATE = formatter("d-MMM-uuuu");
    private static final DateTimeFormatter DATE_TIME = formatter("d-MMM-uuuu HH:mm:ss xx");
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private ImapDates() {
    }

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    static LocalDate date(String text) throws BadSyntax {
        try {
            return LocalDate.parse(text, DATE);
        } catch (DateTimeException e) {
            throw new BadSyntax("date must look like 1-Feb-1994");
        }
    }

    static OffsetDateTime dateTime(String text) throws BadSyntax {
        try {
            return OffsetDateTime.parse(text.stripLeading(), DATE_TIME); // date-day-fixed may begin with a space
        } catch (DateTimeException e) {
            throw new BadSyntax("date-time must look like \"17-Jul-1996 02:44:25 -0700\"");
        }
    }

    /** {@code 17-Jul-1996 02:44:25 -0700}, without the quotes. By hand: a formatter takes ten times as long, for each message. */
    public static String format(Instant time, ZoneOffset zone) {
        var there = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, zone);
        var text = new StringBuilder(26);
        two(text, there.getDayOfMonth()).append('-').append(MONTHS, 3 * there.getMonthValue() - 3, 3 * there.getMonthValue()).append('-');
        two(two(text, there.getYear() / 100), there.getYear() % 100).append(' ');
        two(text, there.getHour()).append(':');
        two(text, there.getMinute()).append(':');
        two(text, there.getSecond()).append(zone.getTotalSeconds() < 0 ? " -" : " +");
        int minutes = Math.abs(zone.getTotalSeconds()) / 60;
        return two(two(text, minutes / 60), minutes % 60).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
