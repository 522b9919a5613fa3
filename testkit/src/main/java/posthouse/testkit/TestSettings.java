package posthouse.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;

/**
 * Settings of a test, each as a text. Passwords may cross any connection and the disk may be full, unless it says otherwise.
 * Bounds of keys aren't checked, so that a test may wait for milliseconds ({@code 200ms}) where a server waits for minutes.
 */
public final class TestSettings implements Settings {

    private static final Map<String, String> DEFAULTS = Map.of(
        "hostname", "mail.example.org", "auth.plaintext", "always", "auth.iterations", "4096", "store.reserve", "0", "auth.slow-down", "0");

    private final Map<String, String> values;
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    private TestSettings(Map<String, String> values) {
        this.values = new HashMap<>(DEFAULTS);
        this.values.putAll(values);
        unread.addAll(values.keySet());
    }

    public static TestSettings of(Map<String, String> values) {
        return new TestSettings(values);
    }

    /** {@code of("pop3.idle", "200ms", "default-domain", "example.org")} */
    public static TestSettings of(String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new TestSettings(values);
    }

    /** The database that the store is to be in, unless the test names one. */
    void on(String storeUrl) {
        values.putIfAbsent("store.url", storeUrl);
    }

    @Override
    public <T> Optional<T> find(Key<T> key) {
        unread.remove(key.name());
        return Optional.ofNullable(values.get(key.name())).map(text -> parsed(key, text));
    }

    @Override
    public Settings forAccount(EmailAddress address) {
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                String own = ownName(key, address.canonical().toString());
                unread.remove(own);
                return Optional.ofNullable(values.get(own)).map(text -> parsed(key, text)).or(() -> TestSettings.this.find(key));
            }
        };
    }

    /** {@code pop3."alice@example.org".newest} */
    private static String ownName(Key<?> key, String whose) {
        int leaf = key.name().lastIndexOf('.');
        return key.name().substring(0, leaf) + ".\"" + whose + '"' + key.name().substring(leaf);
    }

    @Override
    public <T> List<Optional<T>> exceptions(Key<T> key) {
        return values.keySet().stream().filter(name -> name.indexOf('"') > 0 && name.replaceAll("\\.\".*\"", "").equals(key.name()))
            .map(name -> Optional.of(parsed(key, values.get(name)))).toList();
    }

    /** Names that were set and that nobody has asked for: a spelling mistake, or a test of nothing. */
    public Set<String> unread() {
        return new TreeSet<>(unread);
    }

    @SuppressWarnings("unchecked")
    private static <T> T parsed(Key<T> key, String text) {
        Class<T> type = key.type();
        if (type == Long.class) {
            return type.cast(Long.valueOf(text));
        } else if (type == Boolean.class) {
            return type.cast(Boolean.valueOf(text));
        } else if (type == Duration.class) {
            return type.cast(duration(text));
        } else if (type == String.class) {
            return type.cast(text);
        }
        return (T) List.of(text.split(","));
    }

    private static Duration duration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        int last = text.length() - 1;
        return switch (text.charAt(last)) {
            case 's' -> Duration.ofSeconds(Long.parseLong(text.substring(0, last)));
            case 'm' -> Duration.ofMinutes(Long.parseLong(text.substring(0, last)));
            case 'h' -> Duration.ofHours(Long.parseLong(text.substring(0, last)));
            case 'd' -> Duration.ofDays(Long.parseLong(text.substring(0, last)));
            default -> Duration.ofSeconds(Long.parseLong(text));
        };
    }
}
