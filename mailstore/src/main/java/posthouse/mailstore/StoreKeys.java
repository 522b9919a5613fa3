package posthouse.mailstore;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Key;

/** The store's settings. */
public final class StoreKeys {
    public static final Key<String> URL = Key.text("store.url", null,
        "A JDBC URL of the database; H2 in the data folder if not set.");
    public static final Key<String> DURABILITY = Key.choice("store.durability", "sync", List.of("sync", "relaxed"),
        "sync: nothing is acknowledged before it is on disk; relaxed: a power cut may lose the last half second.");
    public static final Key<Long> RESERVE = Key.number("store.reserve", 64L << 20, 0, Long.MAX_VALUE,
        "Octets of free disk space below which no new mail is taken; what frees space goes on.");

    public static final Key<Long> LARGE_CHANGE = Key.number("store.large-change", 1000, 2, 1_000_000,
        "On a PostgreSQL: a command that changes more messages is carried out beside all others, which wait only if they want its mailboxes.");

    public static final Key<Long> MAX_MAILBOXES = Key.number("store.max-mailboxes", 10_000L, 10, 100_000,
        "How many mailboxes an account may have.");

    public static final Key<Long> SEGMENT_SIZE = Key.number("store.segment-size", 128L << 20, 64 << 10, 1L << 30,
        "Octets at which a file of the journal is finished and the next one begun.");
    public static final Key<Long> SNAPSHOT_OCTETS = Key.number("store.snapshot-octets", 1L << 30, 64 << 10, Long.MAX_VALUE,
        "Octets of journal after which a snapshot of the tables is due.");
    public static final Key<Duration> SNAPSHOT_INTERVAL = Key.time("store.snapshot-interval", Duration.ofDays(1), Duration.ofSeconds(1),
        Duration.ofDays(365), "How old a snapshot gets before the next one is due.");
    public static final Key<Long> COMPACT_BELOW = Key.number("store.compact-below", 50, 0, 100,
        "Percent of a journal file: if less of it belongs to mail that exists, that is written anew and the file goes. 0: never.");
    public static final Key<Long> COMPRESS_AFTER = Key.number("store.compress-after", 7, 0, 36_500,
        "For how many days a file of the journal lies as it was written; then its mail is compressed, if that helps. 0: never.");
    public static final Key<Duration> SPACE_INTERVAL = Key.time("store.space-interval", Duration.ofSeconds(10), Duration.ZERO, Duration.ofDays(1),
        "How often it is looked whether space can be won back.");
    public static final Key<Long> UNDELETE = Key.number("store.undelete", 7L, 0, 3650,
        "For how many days expunged messages, deleted mailboxes and removed accounts can be restored; 0: not at all.");
    public static final Key<Long> REMEMBER_EXPUNGED = Key.number("store.remember-expunged", 30L, 1, 3650,
        "For how many days it is remembered which messages were expunged, so that mail programs that come back need not list a mailbox anew.");

    public static final Key<Long> QUOTA_WARNING = Key.number("quota.warning", 90L, 0, 100,
        "Percent of a quota at which its owner is told by a message in INBOX, once, and the log has a line; 0: never.");
    public static final Key<String> QUOTA_LANGUAGE = Key.choice("quota.language", "en", List.of("en", "zh"),
        "The language of that message: English or Chinese.");

    public static final Key<Boolean> SUB_ADDRESSING = Key.flag("smtp.sub-addressing", true,
        "Whether alice+lists@ is alice@, in her mailbox lists if there is one.");

    public static final Key<Long> JOURNEYS = Key.number("store.journeys", 64L << 20, 0, 1L << 40,
        "Octets for the journeys of messages, which trace shows: the oldest go first. 0: none are noted.");

    private StoreKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(URL, DURABILITY, RESERVE, LARGE_CHANGE, MAX_MAILBOXES, SEGMENT_SIZE, SNAPSHOT_OCTETS, SNAPSHOT_INTERVAL, COMPACT_BELOW, COMPRESS_AFTER, SPACE_INTERVAL,
            UNDELETE, REMEMBER_EXPUNGED, QUOTA_WARNING, QUOTA_LANGUAGE, SUB_ADDRESSING, JOURNEYS);
    }
}
