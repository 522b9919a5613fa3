package posthouse.common.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone may have meant. */
public final class Nearest {

    private Nearest() {
    }

    /** The name most like the one that was typed; empty if none is much like it. */
    public static Optional<String> to(String typed, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(typed, name)))
            .filter(name -> distance(typed, name) <= Math.max(2, typed.length() / 3));
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
