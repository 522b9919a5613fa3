package posthouse.common.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** A key as it is set for one domain or account: {@code pop3."alice@example.org".newest}. */
    record Exception(Key<?> key, String whose) {
    }

    /** What a name means that has a domain or an account in it; empty if it has none, or if the key isn't theirs to set. */
    Optional<Exception> findException(String name) {
        int leaf = name.lastIndexOf('.');
        for (int dot = name.indexOf('.'); 0 < dot && dot < leaf; dot = name.indexOf('.', dot + 1)) {
            Key<?> key = byName.get(name.substring(0, dot) + name.substring(leaf));
            if (key != null && key.perAccount()) {
                return Optional.of(new Exception(key, name.substring(dot + 1, leaf).replace("\"", "")));
            }
        }
        return Optional.empty();
    }

    /** The key that a setting of this name is of, whoever it holds for. */
    Optional<Key<?>> keyOf(String name) {
        return find(name).or(() -> findException(name).map(Exception::key));
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
        int quote = name.indexOf(".\"");
        String own = quote < 0 ? "" : byName.values().stream().filter(Key::perAccount).map(Key::name)
            .filter(key -> key.lastIndexOf('.') == quote && name.startsWith(key.substring(0, quote))).collect(Collectors.joining(", "));
        if (!own.isEmpty()) {
            return name + ": a domain or an account has a value of its own only for " + own;
        }
        return name + ": there is no such key"
            + Nearest.to(name, byName.keySet()).map(key -> ", did you mean " + key + "?").orElse("; docs/configuration.md lists them");
    }
}
