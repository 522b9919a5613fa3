package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.powercut.Disk;
import posthouse.mailstore.powercut.Disk.Event;
import posthouse.mailstore.powercut.PowerCut;
import posthouse.testdb.OnJournal;

/**
 * The power fails in the middle of a {@link Storm}: pages that were not forced are missing, of another time or torn, under the
 * journal and under H2's file. Much longer: {@code -Dposthouse.powercut.generations=20 -Dposthouse.powercut.cuts=20}.
 */
@OnJournal
class PowerCutTest {
    private static final int GENERATIONS = Integer.getInteger("posthouse.powercut.generations", 2);
    private static final int CUTS = Integer.getInteger("posthouse.powercut.cuts", 3);
    private static final int DEEDS = Integer.getInteger("posthouse.powercut.deeds", 120);

    private final Random random = new Random();
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sync", "relaxed"})
    void whatWasAcknowledgedOutlivesAPowerCut(String durability) throws Exception {
        Path root = Files.createDirectory(folder.resolve("first"));
        try (MailStore store = Stores.open(root)) {
            Storm.accounts(store);
        }
        int cuts = 0;
        for (int generation = 0; generation < GENERATIONS; generation++) {
            root = generation(root, generation, durability, false);
            cuts += CUTS;
            System.out.printf("power cuts, %s: %d, nothing lost%n", durability, cuts);
        }
    }

    @Test
    void aDiskThatLiesIsFoundOut() throws Exception {
        Path root = Files.createDirectory(folder.resolve("first"));
        try (MailStore store = Stores.open(root)) {
            Storm.accounts(store);
        }
        assertThatThrownBy(() -> generation(root, 0, "sync", true)).isInstanceOfAny(AssertionError.class, Unavailable.class);
    }

    /** A storm on the store in this folder, and power cuts in it. What the last one left is where the next storm begins. */
    private Path generation(Path root, int seed, String durability, boolean lies) throws Exception {
        List<History> histories = histories(root, seed);
        try (var disk = new Disk(root, folder.resolve("memory"), lies)) {
            int begin = disk.events().size();
            try (MailStore store = Stores.open(disk.path(), StoreKeys.DURABILITY, durability)) {
                Storm.run(store, seed, DEEDS, disk::told, disk.path());
            }
            List<Event> events = disk.events();
            var moments = new TreeSet<Integer>();
            while (moments.size() < CUTS) {
                moments.add(begin + random.nextInt(events.size() - begin));
            }
            var cut = new PowerCut(disk, Files.createDirectory(folder.resolve("certain-" + seed)), random);
            Path image = null;
            for (int moment : moments) {
                image = Files.createDirectory(folder.resolve("image-" + seed + "-" + moment));
                cut.at(moment, image);
                otherBoot(image.resolve("database/boot"));
                check(image, histories, events.subList(begin, moment), journals(events), durability.equals("relaxed"));
            }
            return image;
        } finally {
            Files.delete(folder.resolve("memory"));
        }
    }

    /** The machine went down and was started again: its boot has another id now. */
    private static void otherBoot(Path mark) throws Exception {
        if (Files.exists(mark) && !Files.readString(mark).strip().equals("closed")) {
            Files.writeString(mark, "another boot\n");
        }
    }

    private static List<History> histories(Path root, int seed) throws Exception {
        var histories = new ArrayList<History>();
        try (MailStore store = Stores.open(root)) {
            for (Account account : store.directory().accounts().subList(0, Storm.USERS)) {
                var state = new Inspection().read(store, account.id());
                histories.add(new History(Storm.script(state, seed, histories.size())));
            }
        }
        return histories;
    }

    /** The numbers of the journal's files. */
    private static TreeSet<Integer> journals(List<Event> events) {
        var journals = new TreeSet<Integer>();
        for (Event event : events) {
            if (event instanceof Event.Name name && name.path().toString().endsWith(".journal")) {
                journals.add(name.file());
            }
        }
        return journals;
    }

    private static void check(Path image, List<History> histories, List<Event> events, TreeSet<Integer> journals, boolean relaxed) throws Exception {
        var told = new int[histories.size()];
        var certain = new int[histories.size()];
        for (Event event : events) {
            if (event instanceof Event.Told done) {
                told[done.user()] = done.deeds();
            } else if (event instanceof Event.Force force && journals.contains(force.file())) {
                System.arraycopy(told, 0, certain, 0, told.length);
            }
        }
        try (MailStore store = Stores.open(image)) {
            var inspection = new Inspection();
            List<Account> accounts = store.directory().accounts();
            for (int user = 0; user < histories.size(); user++) {
                String found = inspection.read(store, accounts.get(user).id()).text();
                histories.get(user).find(found, relaxed ? certain[user] : told[user], told[user] + 1);
            }
        }
    }
}
