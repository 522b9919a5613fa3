package posthouse.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How often threads of this process went to sleep, by the count of the system. */
public final class ThreadWaits {

    private static final Path TASKS = Path.of("/proc/self/task");

    private ThreadWaits() {
    }

    /** Whether this system counts them. */
    public static boolean areCounted() {
        return Files.exists(TASKS);
    }

    /** @param names a pattern for the beginnings of their names, of which the system keeps 15 characters */
    public static long of(String names) throws IOException {
        long sum = 0;
        try (var tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                String status = Files.readString(task.resolve("status"));
                String name = status.lines().findFirst().orElse("");
                sum += name.matches("Name:\\s+(" + names + ")([- \\d].*)?") ? number(status, "voluntary_ctxt_switches:") : 0;
            }
        }
        return sum;
    }

    private static long number(String status, String name) {
        return status.lines().filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.substring(name.length()).strip())).sum();
    }
}
