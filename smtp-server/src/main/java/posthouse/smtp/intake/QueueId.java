package posthouse.smtp.intake;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of messages on their way in: in the Received line, in the log and in the reply to the end of DATA. */
final class QueueId {

    private static final int RADIX = 36;

    /** Begins at the time of day in microseconds, so that a later run of the server begins behind it. */
    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() * 1000);

    private QueueId() {
    }

    static String next() {
        return Long.toString(NEXT.getAndIncrement(), RADIX).toUpperCase(Locale.ROOT);
    }
}
