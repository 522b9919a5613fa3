package posthouse.common.sasl;

import java.util.Map;
import java.util.Optional;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;

/** Some keys set, the others at their defaults. */
record TestSettings(Map<Key<?>, Object> values) implements Settings {

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }
}
