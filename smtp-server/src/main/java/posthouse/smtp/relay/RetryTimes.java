package posthouse.smtp.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import posthouse.common.config.Settings;
import posthouse.mailstore.QueuedMessage;

/** When a message is tried again, and when not any more: RFC 5321 4.5.4.1. */
record RetryTimes(Duration first, Duration longest, Duration giveUp, Duration delayNotice) {

    private static final int DOUBLINGS = 20;
    private static final int JITTER_PERCENT = 10;

    static RetryTimes of(Settings settings) {
        return new RetryTimes(settings.get(RelayKeys.FIRST_RETRY), settings.get(RelayKeys.LONGEST_RETRY), settings.get(RelayKeys.GIVE_UP),
            settings.get(RelayKeys.DELAY_NOTICE));
    }

    /** The pause doubles; a tenth less or more keeps messages that failed together from coming together. */
    Duration pause(int attempts) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        Duration pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause.multipliedBy(100 - ThreadLocalRandom.current().nextInt(JITTER_PERCENT)).dividedBy(100);
    }

    /** When its time began: with its arrival, or when it was let go (RFC 4865 3). */
    private static Instant began(QueuedMessage message) {
        Instant held = message.terms().holdUntil();
        return held != null && held.isAfter(message.arrival()) ? held : message.arrival();
    }

    Instant end(QueuedMessage message) {
        return began(message).plus(giveUp);
    }

    Instant delayNotice(QueuedMessage message) {
        return began(message).plus(delayNotice);
    }

    /** The next attempt after one at {@code now}: not later than anything that must be told in time. */
    Instant next(QueuedMessage message, int attempts, boolean delayTold, Instant now) {
        Instant next = now.plus(pause(attempts));
        next = earlier(next, end(message), now);
        if (!delayTold) {
            next = earlier(next, delayNotice(message), now);
        }
        return message.terms().deliverBy().isPresent() ? earlier(next, message.terms().deliverBy().get().until(), now) : next;
    }

    private static Instant earlier(Instant next, Instant limit, Instant now) {
        return limit.isAfter(now) && limit.isBefore(next) ? limit : next;
    }
}
