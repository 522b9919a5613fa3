package posthouse.imap.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posthouse.mailstore.Message;

/**
 * The moment a message was sent, in UTC, as SORT and THREAD compare it (RFC 5256 2.2): the Date field as leniently read as by
 * {@link SentDate}; a zone that is none is UTC, a time that is none is midnight, and without a date it is INTERNALDATE.
 */
public final class SentTime {

    private static final Pattern TIME = Pattern.compile(
        "(?<!\\d)(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:[.,]\\d{1,9})?(?: {0,3}(?:([+-])(\\d{2}):?(\\d{2})|([A-Za-z]{2,4})))?");
    /** RFC 5322 4.3. */
    private static final Map<String, Integer> ZONES = Map.of("EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7, "PDT", -7, "PST", -8);

    private SentTime() {
    }

    /** @param message with its envelope */
    public static Instant of(Message message) {
        String field = message.structure().envelope().date();
        LocalDate day = SentDate.parse(field);
        return day == null ? message.internalDate() : moment(day, TIME.matcher(field.substring(0, Math.min(field.length(), SentDate.LONGEST))));
    }

    private static Instant moment(LocalDate day, Matcher time) {
        if (!time.find()) {
            return day.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return day.atTime(time(time)).toInstant(ZoneOffset.UTC).minusSeconds(60L * zoneMinutes(time));
    }

    private static LocalTime time(Matcher time) {
        int hour = Integer.parseInt(time.group(1));
        int minute = Integer.parseInt(time.group(2));
        int second = time.group(3) == null ? 0 : Math.min(Integer.parseInt(time.group(3)), 60);
        return hour > 23 || minute > 59 ? LocalTime.MIDNIGHT : LocalTime.of(hour, minute, Math.min(second, 59)); // leap seconds
    }

    private static int zoneMinutes(Matcher time) {
        if (time.group(7) != null) {
            return 60 * ZONES.getOrDefault(time.group(7).toUpperCase(java.util.Locale.ROOT), 0);
        }
        if (time.group(4) == null) {
            return 0;
        }
        int hours = Integer.parseInt(time.group(5));
        int minutes = Integer.parseInt(time.group(6));
        return hours > 24 || minutes > 59 ? 0 : (time.group(4).equals("-") ? -1 : 1) * (60 * hours + minutes);
    }
}
