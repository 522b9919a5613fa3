package posthouse.common.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys there are, by name. */
final class KeyNames {

    private final Map<String, Key<?>> byName = new LinkedHashMap<>();

    KeyNames(Collection<Key<?>> keys) {
        for (Key<?> key : keys) {
            if (byName.put(key.name(), key) != null) {
                throw new IllegalArgumentException(key.name() + " is declared twice");
            }
        }
    }

    Optional<Key<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether keys stand in this table. */
    boolean isTable(String name) {
        return byName.keySet().stream().anyMatch(key -> key.startsWith(name + '.'));
    }

    /** For a name that is not there: what it is, and which key was meant, if one is like it. */
    String noSuchKey(String name) {
        if (isTable(name)) {
            return name + ": there is no such key, it is a table of keys";
        }
        return name + ": there is no such key"
            + Nearest.to(name, byName.keySet()).map(key -> ", did you mean " + key + "?").orElse("; docs/configuration.md lists them");
    }
}
