package posthouse.imap.wire;

import java.nio.charset.StandardCharsets;
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
    private static final byte[] MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);

    /** Octets of a date-time between its quotes. */
    static final int LENGTH = 26;

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

    /** Writes {@code 17-Jul-1996 02:44:25 -0700"}: the quote in front is the caller's. By hand: a formatter takes ten times as long, for each message. */
    static void write(Instant time, ZoneOffset zone, byte[] target, int offset) {
        var there = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, zone);
        int minutes = Math.abs(zone.getTotalSeconds()) / 60;
        two(there.getDayOfMonth(), '-', target, offset);
        System.arraycopy(MONTHS, 3 * there.getMonthValue() - 3, target, offset + 3, 3);
        target[offset + 6] = '-';
        two(there.getYear() / 100, ' ', target, offset + 7);
        two(there.getYear() % 100, ' ', target, offset + 9);
        two(there.getHour(), ':', target, offset + 12);
        two(there.getMinute(), ':', target, offset + 15);
        two(there.getSecond(), ' ', target, offset + 18);
        target[offset + 21] = (byte) (zone.getTotalSeconds() < 0 ? '-' : '+');
        two(minutes / 60, '0', target, offset + 22);
        two(minutes % 60, '"', target, offset + 24);
    }

    /** Two digits, and what stands behind them. */
    private static void two(int number, char behind, byte[] target, int offset) {
        target[offset] = (byte) ('0' + number / 10);
        target[offset + 1] = (byte) ('0' + number % 10);
        target[offset + 2] = (byte) behind;
    }
}
