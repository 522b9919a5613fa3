package posthouse.smtp.relay;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a domain that has mail: how many couriers it has and may have, and whether its hosts can be reached.
 * Guarded by itself.
 */
final class Destination {

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30); // or the first pause of a message, if that is shorter
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(4); // a new message is tried within five minutes all the same
    private static final int DOUBLINGS = 10;

    private final String domain;
    private final int most;
    private final Duration firstBackoff;
    private int couriers;
    private int allowed = 1;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private boolean asked;

    /** @param firstRetry the first pause of a message that was deferred */
    Destination(String domain, int most, Duration firstRetry) {
        this.firstBackoff = firstRetry.compareTo(FIRST_BACKOFF) < 0 ? firstRetry : FIRST_BACKOFF;
        this.domain = domain;
        this.most = most;
    }

    String domain() {
        return domain;
    }

    /** There is mail that may be due: one more courier, unless there are enough or its hosts are given a rest. */
    synchronized boolean take(Instant now) {
        asked = true;
        if (couriers >= allowed || now.isBefore(notBefore)) {
            return false;
        }
        couriers++;
        return true;
    }

    /** A courier begins to look for mail: what is queued from here on needs asking anew. */
    synchronized void looking() {
        asked = false;
    }

    /** A transfer went well: a domain that takes mail may get more at once. */
    synchronized void succeeded() {
        failures = 0;
        allowed = Math.min(most, allowed + 1);
    }

    /** None of its hosts could be reached. */
    synchronized void failed(Instant now) {
        failures++;
        allowed = 1;
        Duration backoff = firstBackoff.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        rest(now.plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff));
    }

    synchronized void rest(Instant until) {
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** Somebody knows that its hosts can be reached again. */
    synchronized void restNoMore() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    synchronized Instant notBefore() {
        return notBefore;
    }

    /** @return whether someone has asked for a courier since this one looked */
    synchronized boolean end() {
        couriers--;
        return asked;
    }

    synchronized boolean isIdle(Instant now) {
        return couriers == 0 && !asked && !now.isBefore(notBefore);
    }
}
