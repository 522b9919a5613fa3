package posthouse.mailstore.engine;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * When a message came, as one number: milliseconds since the epoch, and above them the zone in which a client told it, if it did: quarters of an hour
 * and 128, from bit 48 on. Times before the epoch and odd zones are kept without a zone.
 */
final class InternalDates {
    private static final int ZONE = 48;
    private static final int QUARTER = 15 * 60;
    private static final int UTC = 128;

    private InternalDates() {
    }

    static long number(Instant date, ZoneOffset zone) {
        long millis = date.toEpochMilli();
        boolean plain = zone.equals(ZoneOffset.UTC) || zone.getTotalSeconds() % QUARTER != 0 || millis < 0 || millis >>> ZONE != 0;
        return plain ? millis : (long) (zone.getTotalSeconds() / QUARTER + UTC) << ZONE | millis;
    }

    static Instant instant(long number) {
        return Instant.ofEpochMilli(number < 0 ? number : number & (1L << ZONE) - 1);
    }

    static ZoneOffset zone(long number) {
        int quarters = number < 0 ? 0 : (int) (number >>> ZONE);
        return quarters == 0 ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds((quarters - UTC) * QUARTER);
    }
}
