package posthouse.common.config;

import java.time.Duration;
import java.util.List;

/**
 * One setting: its name in {@code posthouse.toml} (dotted), its type, its default and one line that explains it. Declared
 * as a constant in the module that reads it; the list of all keys is the configuration page, the shipped file and what
 * {@code posthouse check} knows.
 *
 * @param type {@code String}, {@code Long}, {@code Boolean}, {@code Duration} or {@code List} (of strings)
 * @param fallback the default, {@code null} where there is none
 * @param allowed the values a string may have; empty for any
 * @param min lowest number, or seconds of a duration
 * @param max highest number, or seconds of a duration
 * @param perAccount whether a domain or an account may have a value of its own ({@link Settings#forAccount})
 */
public record Key<T>(String name, Class<T> type, T fallback, String explanation, List<String> allowed, long min, long max, boolean perAccount) {

    /** The same, and a domain or an account may have its own value: {@code [pop3."alice@example.org"]} beside {@code [pop3]}. */
    public Key<T> orPerAccount() {
        return new Key<>(name, type, fallback, explanation, allowed, min, max, true);
    }

    public static Key<String> text(String name, String fallback, String explanation) {
        return new Key<>(name, String.class, fallback, explanation, List.of(), 0, 0, false);
    }

    public static Key<String> choice(String name, String fallback, List<String> allowed, String explanation) {
        return new Key<>(name, String.class, fallback, explanation, allowed, 0, 0, false);
    }

    public static Key<Long> number(String name, long fallback, long min, long max, String explanation) {
        return new Key<>(name, Long.class, fallback, explanation, List.of(), min, max, false);
    }

    public static Key<Boolean> flag(String name, boolean fallback, String explanation) {
        return new Key<>(name, Boolean.class, fallback, explanation, List.of(), 0, 0, false);
    }

    /** A time: {@code "90s"}, {@code "10m"}, {@code "4h"}, {@code "7d"}, or a number of seconds. */
    public static Key<Duration> time(String name, Duration fallback, Duration min, Duration max, String explanation) {
        return new Key<>(name, Duration.class, fallback, explanation, List.of(), min.toSeconds(), max.toSeconds(), false);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Key<List<String>> list(String name, List<String> fallback, String explanation) {
        return new Key<>(name, (Class<List<String>>) (Class) List.class, fallback, explanation, List.of(), 0, 0, false);
    }
}
