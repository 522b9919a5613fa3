package posthouse.common.config;

import java.util.Collection;
import java.util.Comparator;
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
        return name + ": there is no such key" + nearest(name).map(key -> ", did you mean " + key + "?").orElse("; docs/configuration.md lists them");
    }

    private Optional<String> nearest(String name) {
        return byName.keySet().stream().min(Comparator.comparingInt(key -> distance(name, key)))
            .filter(key -> distance(name, key) <= Math.max(2, name.length() / 3));
    }

    /** How many letters must be changed, added, dropped or swapped with their neighbour to make one text of the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
