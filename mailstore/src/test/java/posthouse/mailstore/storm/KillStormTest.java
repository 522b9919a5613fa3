package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Stores;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnJournal;

/**
 * A process is killed in the middle of a {@link Storm} of all that users do, again and again: what it acknowledged is there, whole,
 * and nothing else but what was on its way. The long form: {@code -Dposthouse.kill.rounds=10 -Dposthouse.kill.seconds=90}.
 */
@OnJournal
class KillStormTest {
    private static final int ROUNDS = Integer.getInteger("posthouse.kill.rounds", 2);
    private static final int SECONDS = Integer.getInteger("posthouse.kill.seconds", 3);

    private final Inspection inspection = new Inspection();
    private long acknowledged;
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sync", "relaxed"}) // a kill loses nothing in relaxed mode either: the system still has what was written
    void everyAcknowledgedDeedIsThereAfterAKill(String durability) throws Exception {
        try (MailStore store = Stores.open(folder)) {
            Storm.accounts(store);
        }
        long seed = new Random().nextInt(1000);
        for (int round = 0; round < ROUNDS; round++) {
            List<Model> before = read();
            int[] done = storm(durability, seed + round);
            List<Model> after = read();
            for (int user = 0; user < Storm.USERS; user++) {
                var history = new History(Storm.script(before.get(user), seed + round, user));
                history.find(after.get(user).text(), done[user], done[user] + 1);
            }
            System.out.printf("kill storm, %s, round %d: %d deeds acknowledged in all, none lost%n", durability, round + 1, acknowledged);
        }
        assertThat(folder.resolve("database")).isDirectoryNotContaining("glob:**aside*"); // a kill is no reason to make it anew
        List<String> tables = TableDump.of(folder);
        Files.delete(folder.resolve("database/store.mv.db"));
        Stores.open(folder).close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    private List<Model> read() throws Exception {
        var models = new ArrayList<Model>();
        try (MailStore store = Stores.open(folder)) {
            assertThat(store.care().verify().problems()).isEmpty();
            for (Account account : store.directory().accounts()) {
                models.add(inspection.read(store, account.id()));
            }
        }
        return models;
    }

    /** How many deeds each user was told are done. */
    private int[] storm(String durability, long seed) throws Exception {
        var done = new int[Storm.USERS];
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Storm.class.getName(), folder.toString(), durability,
            Long.toString(seed)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long end = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                done[Integer.parseInt(words[0])] = Integer.parseInt(words[1]);
                acknowledged++;
                end = end == 0 ? System.nanoTime() + (long) ((SECONDS - new Random().nextDouble()) * 1e9) : end;
                if (System.nanoTime() > end) {
                    process.toHandle().destroyForcibly(); // Process itself would close our end of the pipe
                }
            }
            assertThat(process.waitFor()).as("the process was killed, it did not end").isEqualTo(137);
        } finally {
            process.destroyForcibly();
        }
        return done;
    }
}
