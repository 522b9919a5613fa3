package posthouse.mailstore.storm;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.SystemServer;

/**
 * The same {@link Storm} on a store in a PostgreSQL: our process is killed; or the database is, all its processes at once, and started
 * again while our process goes on. The long form: {@code -Dposthouse.kill.rounds=10 -Dposthouse.kill.seconds=90}.
 */
@OnPostgres
class PostgresKillStormTest {
    private static final long APART = TimeUnit.MILLISECONDS.toNanos(Integer.getInteger("posthouse.kill.server-millis", 1500));

    @TempDir
    Path folder;
    private SystemServer server;

    @BeforeEach
    void start() {
        server = SystemServer.start(true).orElse(null);
        Assumptions.assumeTrue(server != null, "no programs of PostgreSQL here");
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyAcknowledgedDeedIsThereAfterAKill() throws Exception {
        new KillStorm(folder, Optional.of(server.url("postgres"))).run("PostgreSQL, our process", "sync", () -> { });
    }

    @Test
    void everyAcknowledgedDeedIsThereAfterAKillOfTheDatabase() throws Exception {
        var random = new Random();
        long[] next = {System.nanoTime() + APART};
        new KillStorm(folder, Optional.of(server.url("postgres"))).run("PostgreSQL, the database", "sync", () -> {
            if (System.nanoTime() > next[0]) {
                server.kill();
                server.begin();
                next[0] = System.nanoTime() + APART / 2 + (long) (random.nextDouble() * APART);
            }
        });
    }
}
