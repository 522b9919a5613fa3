package posthouse.common.config;

import java.util.List;
import java.util.Optional;
import posthouse.common.address.EmailAddress;

/** The values of keys, checked: what a key gives here has its type and lies within its bounds. */
public interface Settings {

    /** What is set, else the key's default, else (neither) an {@link IllegalStateException}. */
    default <T> T get(Key<T> key) {
        return find(key).or(() -> Optional.ofNullable(key.fallback()))
            .orElseThrow(() -> new IllegalStateException(key.name() + " is not set"));
    }

    /** What is set, or empty; the default doesn't count. */
    <T> Optional<T> find(Key<T> key);

    /** What holds for one account: its own value of a key, else its domain's, else everybody's. */
    default Settings forAccount(EmailAddress address) {
        return this;
    }

    /** The values that domains and accounts have for themselves; empty ones where they have none and others do. */
    default <T> List<Optional<T>> exceptions(Key<T> key) {
        return List.of();
    }

    /** Every key at its default. */
    static Settings defaults() {
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                return Optional.empty();
            }
        };
    }
}
