package posthouse.smtp.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often a domain may be sent a message: one after the other, evenly. */
final class Rates {

    private static final int CLEAN_AT = 10_000;

    private final Duration pause;
    private final Map<String, Instant> turns = new ConcurrentHashMap<>();

    /** @param perMinute 0 for no limit */
    Rates(long perMinute) {
        pause = perMinute == 0 ? Duration.ZERO : Duration.ofMinutes(1).dividedBy(perMinute);
    }

    /** When the next message may go: {@code now}, and then the turn is taken, or later. */
    Instant turn(String domain, Instant now) {
        if (pause.isZero()) {
            return now;
        }
        if (turns.size() > CLEAN_AT) {
            turns.values().removeIf(turn -> turn.isBefore(now));
        }
        Instant[] free = {now};
        turns.compute(domain, (d, turn) -> {
            if (turn != null && turn.isAfter(now)) {
                free[0] = turn;
                return turn;
            }
            return now.plus(pause);
        });
        return free[0];
    }
}
