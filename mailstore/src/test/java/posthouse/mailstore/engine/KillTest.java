package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnJournal;

/** A process is killed in the middle of a {@link Storm}, again and again: nothing that it was told is forgotten. */
@OnJournal
class KillTest {
    private static final Pattern SUBJECT = Pattern.compile("Subject: message (\\d+)\r\n");

    private static final int MANY = 1_600;

    @TempDir
    Path folder;
    /** How many copies there are for certain, as far as was told. */
    private OptionalLong tide = OptionalLong.empty();
    /** UIDs of messages that were acknowledged, and what happened to them. */
    private final Map<Integer, Long> uids = new HashMap<>();
    private final Set<Integer> flagged = new HashSet<>();
    private final Set<Integer> expunging = new HashSet<>();
    private final Set<Integer> expunged = new HashSet<>();
    private final Map<Long, Integer> owners = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"sync", "relaxed"})
    void whatWasAcknowledgedIsThereAfterAKill(String durability) throws Exception {
        try (MailStore store = Stores.open(folder)) {
            Mailboxes mailboxes = store.mailboxes(Stores.accounts(store, "alice").get(0).id());
            mailboxes.create("Copies", Set.of());
            fill(store, mailboxes.create("Many", Set.of()));
        }
        var random = new Random();
        int rounds = Integer.getInteger("posthouse.kill.rounds", 2);
        for (int round = 0; round < rounds; round++) {
            storm(round, durability, 20 + random.nextInt(600));
            try (MailStore store = Stores.open(folder)) {
                check(Stores.inbox(store, store.directory().accounts().get(0)));
                assertThat(store.care().verify().problems()).isEmpty();
                checkTides(store.mailboxes(store.directory().accounts().get(0).id()));
            }
            checkBodyFiles();
        }
        List<String> tables = TableDump.of(folder);
        Files.delete(folder.resolve("database/store.mv.db"));
        Stores.open(folder).close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    private void storm(int round, String durability, int lines) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Storm.class.getName(), folder.toString(),
            Integer.toString(1_000_000 * (round + 1)), durability).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
                if (++read == lines) {
                    process.toHandle().destroyForcibly(); // Process itself would close our end of the pipe
                }
            }
            process.waitFor();
            assertThat(read).as("lines before the kill").isGreaterThanOrEqualTo(lines);
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(String line) {
        String[] words = line.split(" ");
        int number = Integer.parseInt(words[2]);
        long uid = Long.parseLong(words[3]);
        switch (words[0] + " " + words[1]) {
            case "did add" -> {
                uids.put(number, uid);
                assertThat(owners.put(uid, number)).as("UID %d is used twice", uid).isNull();
            }
            case "did flag" -> flagged.add(number);
            case "try expunge" -> expunging.add(number);
            case "did expunge" -> expunged.add(number);
            case "try clear", "try copy" -> tide = OptionalLong.empty();
            case "did clear" -> tide = OptionalLong.of(0);
            case "did copy" -> tide = OptionalLong.of(MANY);
            default -> { }
        }
    }

    private static void fill(MailStore store, Mailbox many) throws Exception {
        var messages = new ArrayList<Mailbox.NewMessage>();
        for (int i = 0; i < MANY; i++) {
            messages.add(new Mailbox.NewMessage(Stores.incoming(store, Stores.message("one of many", 100)), Flags.NONE, null));
        }
        many.append(messages);
        messages.forEach(m -> m.octets().close());
    }

    /** What touches thousands of messages has happened to all of them or to none. */
    private void checkTides(Mailboxes mailboxes) throws Exception {
        Mailbox.Index many = mailboxes.open("Many").index();
        assertThat(many.uids()).hasSize(MANY);
        assertThat(many.flags()).containsOnly(many.flags()[0]);
        Mailbox copies = mailboxes.open("Copies");
        assertThat((long) copies.index().uids().length).isIn(0L, (long) MANY).isEqualTo(copies.status().messages());
        tide.ifPresent(expected -> assertThat(call(copies::status).messages()).isEqualTo(expected));
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void check(Mailbox inbox) throws Exception {
        var present = new HashMap<Integer, Message>();
        var messages = new ArrayList<Message>();
        inbox.read(UidSet.ALL, Detail.STRUCTURE, messages::add);
        for (Message message : messages) {
            byte[] octets = Stores.read(inbox, message);
            Matcher subject = SUBJECT.matcher(new String(octets, 0, Math.min(200, octets.length), StandardCharsets.ISO_8859_1));
            assertThat(subject.find()).isTrue();
            int number = Integer.parseInt(subject.group(1));
            assertThat(octets).isEqualTo(Storm.octets(number));
            assertThat(message.structure().envelope().subject()).isEqualTo("message " + number);
            assertThat(present.put(number, message)).as("message %d is there twice", number).isNull();
            Integer owner = owners.putIfAbsent(message.uid(), number); // also those that nobody was told of keep their UIDs
            assertThat(owner == null || owner == number).isTrue();
        }
        uids.forEach((number, uid) -> {
            Message message = present.get(number);
            if (expunged.contains(number)) {
                assertThat(message).as("message %d was expunged", number).isNull();
            } else if (!expunging.contains(number)) {
                assertThat(message).as("message %d was acknowledged", number).isNotNull();
            }
            if (message != null) {
                assertThat(message.uid()).isEqualTo(uid);
                assertThat(message.flags().has(Flags.System.FLAGGED) || !flagged.contains(number)).as("message %d was flagged", number).isTrue();
            }
        });
        assertThat(inbox.status().messages()).isEqualTo(messages.size());
        assertThat(inbox.status().octets()).isEqualTo(messages.stream().mapToLong(Message::size).sum());
        assertThat(inbox.status().uidNext()).isGreaterThan(owners.keySet().stream().mapToLong(u -> u).max().orElse(0));
    }

    /** No file is left of a message that was not stored, and none is missing. */
    private void checkBodyFiles() throws Exception {
        try (var files = Files.walk(folder.resolve("bodies"))) {
            assertThat(TableDump.of(folder).stream().filter(l -> l.startsWith("body:") && l.contains("SEGMENT=0 ")))
                .hasSize((int) files.filter(Files::isRegularFile).count());
        }
    }
}
