package posthouse.mailstore;

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

    public static final Key<Long> MAX_MAILBOXES = Key.number("store.max-mailboxes", 10_000L, 10, 100_000,
        "How many mailboxes an account may have.");

    private StoreKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(URL, DURABILITY, RESERVE, MAX_MAILBOXES);
    }
}
