package posthouse.common.sasl;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Key;

/** Settings of login. */
public final class SaslKeys {

    public static final Key<String> PLAINTEXT = Key.choice("auth.plaintext", "never", List.of("never", "loopback", "always"),
        "Passwords on connections without TLS: never, only from this machine (loopback), or always.");
    public static final Key<Long> MAX_FAILURES = Key.number("auth.max-failures", 10, 0, 10_000,
        "Failed logins from one address in ten minutes before it must wait; 0 is off.");
    public static final Key<Duration> BAN = Key.time("auth.ban", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(30),
        "How long an address waits that reached auth.max-failures; bans list and bans remove show and end that.");
    public static final Key<Duration> SLOW_DOWN = Key.time("auth.slow-down", Duration.ofSeconds(3), Duration.ZERO, Duration.ofMinutes(1),
        "The longest a login waits after failures from its address or with its account; 0 (or auth.max-failures=0) for never.");
    // RFC 7677 4: at least 4096. Measured on one core: 2.6 ms for a PLAIN login that isn't remembered, 14 ms for a new password.
    public static final Key<Long> ITERATIONS = Key.number("auth.iterations", 10_000, ScramKeys.MIN_ITERATIONS, 10_000_000,
        "Rounds of hashing for a password that is set from now on; more cost an attacker more, and each first login too.");

    // Mutt and NeoMutt are built with GNU SASL, take a -PLUS form wherever one is announced, and can't bind. For IMAP they go on to the next
    // mechanism, for SMTP they give up.
    public static final Key<String> CHANNEL_BINDING = Key.choice("auth.channel-binding", "reading", List.of("never", "reading", "always"),
        "Where the -PLUS forms of SCRAM are announced: for reading (IMAP, POP3), always (SMTP too, where Mutt and NeoMutt then can't send), or never.");

    private SaslKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(PLAINTEXT, MAX_FAILURES, BAN, SLOW_DOWN, ITERATIONS, CHANNEL_BINDING);
    }
}
