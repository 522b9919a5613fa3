package posthouse.pop3.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import posthouse.common.address.EmailAddress;

/**
 * What the administrator decides for each account, and what can be said of it before anybody has logged in.
 *
 * @param everybody what holds where nothing else is said
 * @param loginDelays of those who have their own
 * @param expiries of those who have their own; empty for never
 */
public record Policies(Policy everybody, List<Duration> loginDelays, List<Optional<Duration>> expiries, Function<EmailAddress, Policy> own) {

    Policy of(EmailAddress account) {
        return own.apply(account);
    }

    Duration longestLoginDelay() {
        return Stream.concat(loginDelays.stream(), Stream.of(everybody.loginDelay())).max(Duration::compareTo).orElseThrow();
    }

    /** RFC 2449 6.5: the argument of LOGIN-DELAY; before login the largest there is, with USER if they differ. */
    Optional<String> loginDelay(Optional<Policy> user) {
        if (user.isPresent()) {
            return argument(user.get().loginDelay());
        }
        boolean differ = loginDelays.stream().anyMatch(delay -> !delay.equals(everybody.loginDelay()));
        return argument(longestLoginDelay()).map(seconds -> differ ? seconds + " USER" : seconds);
    }

    private static Optional<String> argument(Duration delay) {
        return delay.isZero() ? Optional.empty() : Optional.of(Long.toString(delay.toSeconds()));
    }

    /** RFC 2449 6.7: the argument of EXPIRE; before login the smallest there is, with USER if they differ. */
    String expire(Optional<Policy> user) {
        if (user.isPresent()) {
            return days(user.get().expire());
        }
        var shortest = Stream.concat(expiries.stream(), Stream.of(everybody.expire())).flatMap(Optional::stream).min(Duration::compareTo);
        boolean differ = expiries.stream().anyMatch(time -> !time.equals(everybody.expire()));
        return days(shortest) + (differ ? " USER" : "");
    }

    private static String days(Optional<Duration> expire) {
        return expire.map(time -> Long.toString(time.toDays())).orElse("NEVER");
    }
}
