package posthouse.pop3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.pop3.command.Policies;
import posthouse.pop3.command.Policy;

/** The settings of POP3. */
public final class Pop3Keys {

    /** RFC 1939 3: ten minutes at least. */
    public static final Key<Duration> IDLE = Key.time("pop3.idle", Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofDays(1),
        "A POP3 session that is silent this long is closed, and deletes nothing.");
    public static final Key<Long> MAX_LINE = Key.number("pop3.max-line", 2048, 255, 16_384,
        "Octets of a POP3 command line with its CRLF; lines of AUTH may have 16 KiB.");
    public static final Key<Long> MAX_ERRORS = Key.number("pop3.max-errors", 10, 1, 1000,
        "Failed POP3 commands in a row before the connection closes.");
    public static final Key<String> MAILBOX = Key.text("pop3.mailbox", "INBOX",
        "The mailbox that POP3 sees.").orPerAccount();
    public static final Key<Long> NEWEST = Key.number("pop3.newest", 0, 0, 1_000_000,
        "POP3 sees only so many messages, the newest; 0 for all.").orPerAccount();
    public static final Key<Duration> LOGIN_DELAY = Key.time("pop3.login-delay", Duration.ZERO, Duration.ZERO, Duration.ofDays(1),
        "The least time between two POP3 logins to an account; 0 for none.").orPerAccount();
    public static final Key<Duration> EXPIRE = Key.time("pop3.expire", null, Duration.ZERO, Duration.ofDays(3650),
        "At the end of a POP3 session messages older than this are deleted; with 0 those it retrieved. Not set: nothing expires.").orPerAccount();
    public static final Key<String> DELETE = Key.choice("pop3.delete", "expunge", List.of("expunge", "trash"),
        "What becomes of messages that POP3 deletes: expunge removes them, trash moves them to the account's Trash.").orPerAccount();

    // Off: each account's secret must be kept as it is, MD5 is all that protects it on the wire, and a client that offers APOP to
    // whoever greets it with a timestamp can be asked for digests by a stranger in the middle.
    public static final Key<Boolean> APOP = Key.flag("pop3.apop", false,
        "Offers APOP to accounts with a secret for it (account apop), which is kept as it is. SCRAM does the same without that.");

    private Pop3Keys() {
    }

    public static List<Key<?>> all() {
        return List.of(IDLE, MAX_LINE, MAX_ERRORS, MAILBOX, NEWEST, LOGIN_DELAY, EXPIRE, DELETE, APOP);
    }

    static Policies policies(Settings settings) {
        return new Policies(policy(settings), settings.exceptions(LOGIN_DELAY).stream().flatMap(Optional::stream).toList(),
            settings.exceptions(EXPIRE), address -> policy(settings.forAccount(address)));
    }

    private static Policy policy(Settings settings) {
        return new Policy(settings.get(MAILBOX), settings.get(NEWEST).intValue(), settings.get(LOGIN_DELAY), settings.find(EXPIRE),
            settings.get(DELETE).equals("trash"));
    }
}
