package posthouse.mailstore.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.Database;

/** Bodies that are not as they were stored, to be told with the messages whose they are: those an administrator can look for in a backup. */
final class BadBodies {
    private static final int MOST = 1000;
    private static final int MOST_HOLDERS = 10;

    private final Map<Long, String> faults = new TreeMap<>();

    void add(long body, String fault) {
        if (faults.size() < MOST) {
            faults.put(body, fault);
        }
    }

    void tell(Database database, Consumer<String> problems) throws Unavailable {
        if (faults.isEmpty()) {
            return;
        }
        Map<Long, List<String>> holders = database.holders(faults.keySet());
        faults.forEach((body, fault) -> problems.accept("body " + body + " " + fault + ": " + told(holders.getOrDefault(body, List.of()))));
    }

    private static String told(List<String> holders) {
        if (holders.isEmpty()) {
            return "no message's any more";
        }
        String first = String.join(", ", holders.subList(0, Math.min(MOST_HOLDERS, holders.size())));
        return holders.size() <= MOST_HOLDERS ? first : first + " and " + (holders.size() - MOST_HOLDERS) + " more";
    }
}
