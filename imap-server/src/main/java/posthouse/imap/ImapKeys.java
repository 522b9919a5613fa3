package posthouse.imap;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Key;

/** The settings of IMAP. */
public final class ImapKeys {

    public static final Key<Long> MAX_LINE_BEFORE_LOGIN = Key.number("imap.max-line-before-login", 8 * 1024, 1024, 64 * 1024,
        "Octets of a command line, and of the literals in a command, before login.");
    public static final Key<Long> MAX_LINE = Key.number("imap.max-line", 64 * 1024, 8 * 1024, 64 * 1024,
        "Octets of a command line, and of the literals in a command, after login.");
    public static final Key<Long> MAX_MESSAGE_SIZE = Key.number("imap.max-message-size", 50 * 1024 * 1024, 64 * 1024, 1L << 40,
        "Octets of a message that APPEND takes (RFC 7889).");
    public static final Key<Duration> LOGIN_TIMEOUT = Key.time("imap.login-timeout", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1),
        "Silence before login after which a connection is closed.");
    public static final Key<Duration> IDLE_TIMEOUT = Key.time("imap.idle-timeout", Duration.ofMinutes(30), Duration.ofSeconds(1), Duration.ofDays(1),
        "Silence after login, IDLE included, after which a connection is closed; RFC 9051 5.4 wants 30 minutes at least.");

    public static final Key<Boolean> UNAUTHENTICATE = Key.flag("imap.unauthenticate", true,
        "Whether a client may go back to before its login; off where a proxy lets clients through by their login (RFC 8437 8).");
    public static final Key<Boolean> LITERAL_MINUS = Key.flag("imap.literal-minus", false,
        "LITERAL- in place of LITERAL+: who doesn't wait for the go-ahead may send 4,096 octets at most (RFC 7888 5).");

    public static final Key<Duration> SEARCH_TIMEOUT = Key.time("imap.search-timeout", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(1),
        "How long a SEARCH, SORT or THREAD may look through messages before it is refused.");

    public static final Key<List<String>> SUBMITTERS = Key.list("imap.submitters", List.of(),
        "Accounts of other submission servers, which may fetch what URLs let be submitted for somebody (RFC 4467); our own needs none.");

    public static final Key<List<String>> QUOTA_ADMINISTRATORS = Key.list("imap.quota-administrators", List.of(),
        "Accounts that may see and set the quota of every account over IMAP (RFC 9208, SETQUOTA).");
    public static final Key<Long> MESSAGE_LIMIT = Key.number("imap.message-limit", 1_000_000, 1000, 4_294_967_295L,
        "Messages that one command may work on (RFC 9738).");

    public static final Key<Duration> PROGRESS_INTERVAL = Key.time("imap.progress-interval", Duration.ofSeconds(10), Duration.ofSeconds(1),
        Duration.ofHours(1), "How often a client that waits for a search is told how far it came (RFC 9585).");

    private ImapKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(MAX_LINE_BEFORE_LOGIN, MAX_LINE, MAX_MESSAGE_SIZE, LOGIN_TIMEOUT, IDLE_TIMEOUT, UNAUTHENTICATE, LITERAL_MINUS, SEARCH_TIMEOUT,
            SUBMITTERS, QUOTA_ADMINISTRATORS, MESSAGE_LIMIT, PROGRESS_INTERVAL);
    }
}
