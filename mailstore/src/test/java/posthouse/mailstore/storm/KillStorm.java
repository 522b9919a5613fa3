package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;

/** A {@link Storm} in another process, which is killed, again and again; and what is there afterwards. */
final class KillStorm {
    static final int ROUNDS = Integer.getInteger("posthouse.kill.rounds", 2);
    static final int SECONDS = Integer.getInteger("posthouse.kill.seconds", 3);

    private final Inspection inspection = new Inspection();
    private final Path folder;
    private final Optional<String> url;
    private long acknowledged;

    /** Something that happens while the storm goes on: called after each deed. */
    interface Weather {
        void now() throws Exception;
    }

    /** @param url of the database, if the store is in a PostgreSQL */
    KillStorm(Path folder, Optional<String> url) {
        this.folder = folder;
        this.url = url;
    }

    private MailStore open() throws StoreException {
        return url.isPresent() ? Stores.open(folder, StoreKeys.URL, url.get()) : Stores.open(folder);
    }

    void run(String what, String durability, Weather weather) throws Exception {
        try (MailStore store = open()) {
            Storm.accounts(store);
        }
        long seed = new Random().nextInt(1000);
        for (int round = 0; round < ROUNDS; round++) {
            List<Model> before = read();
            int[] done = storm(durability, seed + round, weather);
            List<Model> after = read();
            for (int user = 0; user < Storm.USERS; user++) {
                var history = new History(Storm.script(before.get(user), seed + round, user));
                history.find(after.get(user).text(), done[user], done[user] + 1);
            }
            System.out.printf("kill storm, %s, round %d: %d deeds acknowledged in all, none lost%n", what, round + 1, acknowledged);
        }
    }

    private List<Model> read() throws Exception {
        var models = new ArrayList<Model>();
        try (MailStore store = open()) {
            assertThat(store.care().verify().problems()).isEmpty();
            for (Account account : store.directory().accounts()) {
                models.add(inspection.read(store, account.id()));
            }
        }
        return models;
    }

    /** How many deeds each user was told are done. */
    private int[] storm(String durability, long seed, Weather weather) throws Exception {
        var done = new int[Storm.USERS];
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Storm.class.getName(), folder.toString(), durability,
            Long.toString(seed), url.orElse("")).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long end = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.startsWith(Storm.DONE)) {
                    continue; // a line of the log
                }
                String[] words = line.substring(Storm.DONE.length()).split(" ");
                done[Integer.parseInt(words[0])] = Integer.parseInt(words[1]);
                acknowledged++;
                end = end == 0 ? System.nanoTime() + (long) ((SECONDS - new Random().nextDouble()) * 1e9) : end;
                if (System.nanoTime() > end) {
                    process.toHandle().destroyForcibly(); // Process itself would close our end of the pipe
                } else {
                    weather.now();
                }
            }
            assertThat(process.waitFor()).as("the process was killed, it did not end").isEqualTo(137);
        } finally {
            process.destroyForcibly();
        }
        return done;
    }
}
