package posthouse.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** Many sessions change one mailbox at once; each must always know what its client knows. */
class ManySessionsTest {

    private static final int SESSIONS = 8;
    /** An hour finds more than a moment: {@code -Dsessions.minutes=60}. In CI it is half a minute on each engine. */
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("sessions.minutes", 0))
        .plusSeconds(Boolean.parseBoolean(System.getenv("CI")) ? 30 : 0);
    /** Whoever asks for minutes may run them beside other work, at a low priority. */
    private static final Duration PATIENCE = TIME.toMinutes() > 0 ? Duration.ofMinutes(2) : Client.PATIENCE;
    private static final int COMMANDS = Integer.getInteger("sessions.commands", 150);
    private static final long SEED = Long.getLong("sessions.seed", 20240101);

    @Test
    void everyViewFollowsTheMailbox() throws Exception {
        try (var server = new TestServer()) {
            var inbox = server.inbox("alice@example.org");
            server.append(inbox, 30);
            server.mailbox("alice@example.org", "Other");
            var address = server.listen(ImapProtocol::new, Security.NONE);
            var model = new Model();
            var viewers = new ArrayList<Viewer>();
            var workers = Executors.newFixedThreadPool(SESSIONS);
            try {
                for (int i = 0; i < SESSIONS; i++) {
                    viewers.add(new Viewer(address, PATIENCE, "alice@example.org", i % 2 == 0, model));
                }
                List<Callable<Void>> lives = new ArrayList<>();
                for (int i = 0; i < SESSIONS; i++) {
                    Viewer viewer = viewers.get(i);
                    var random = new Random(SEED + i);
                    lives.add(() -> live(viewer, random));
                }
                for (var life : workers.invokeAll(lives)) {
                    life.get();
                }
                for (Viewer viewer : viewers) {
                    if (viewer.isQresync()) {
                        viewer.resync(false); // it has missed some: then it must know as much as the others
                    } else {
                        viewer.run("NOOP");
                    }
                    viewer.fetchAll();
                    agrees(viewer, inbox);
                }
            } finally {
                workers.shutdown();
                for (Viewer viewer : viewers) {
                    viewer.close();
                }
            }
        }
    }

    private static Void live(Viewer viewer, Random random) throws Exception {
        long end = System.nanoTime() + TIME.toNanos();
        for (int i = 0; i < COMMANDS || System.nanoTime() < end; i++) {
            if (viewer.isQresync() && random.nextInt(20) == 0) {
                viewer.resync(random.nextBoolean());
            }
            viewer.run(command(viewer, random));
            if (viewer.isQresync()) {
                viewer.fetchNew();
            }
        }
        return null;
    }

    private static String command(Viewer viewer, Random random) {
        String some = some(viewer, random);
        String uid = random.nextBoolean() ? "UID " : "";
        return switch (random.nextInt(17)) {
            case 0 -> "APPEND INBOX (\\Seen) {6+}\r\nA: b\r\n";
            case 1 -> uid + "STORE " + some + " +FLAGS (\\Deleted)";
            case 2 -> uid + "STORE " + some + " -FLAGS.SILENT (\\Deleted \\Flagged)";
            case 3 -> uid + "STORE " + some + " +FLAGS.SILENT (\\Flagged k" + random.nextInt(3) + ")";
            case 4 -> uid + "STORE " + some + " FLAGS (\\Answered k" + random.nextInt(3) + ")";
            case 5 -> random.nextInt(3) == 0 ? "EXPUNGE" : "UID EXPUNGE 1:" + (1 + random.nextInt(200));
            case 6 -> uid + "COPY " + some + " INBOX";
            case 7 -> uid + "MOVE " + some + " Other";
            case 8 -> uid + "SEARCH FLAGGED";
            case 9 -> uid + "FETCH " + some + " (FLAGS UID RFC822.SIZE MODSEQ)";
            case 10 -> "NOOP";
            case 11 -> viewer.isQresync() ? "UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + viewer.highestModSeq() + " VANISHED)" : "UID FETCH " + some + " FLAGS";
            case 12 -> viewer.isQresync() ? uid + "STORE " + some + " (UNCHANGEDSINCE " + viewer.highestModSeq() + ") +FLAGS (\\Draft)"
                : "REPLACE " + (viewer.size() == 0 ? "*" : 1 + random.nextInt(viewer.size())) + " INBOX {6+}\r\nA: b\r\n";
            case 13, 14 -> uid + "STORE " + some + " ANNOTATION (/comment (value.shared \"v" + random.nextInt(1000) + "\"))";
            case 15 -> uid + "FETCH " + some + " (UID ANNOTATION (/comment value.shared))";
            default -> "STATUS INBOX (MESSAGES)";
        };
    }

    private static String some(Viewer viewer, Random random) {
        int size = viewer.size();
        if (size == 0) {
            return "1:*";
        }
        int first = 1 + random.nextInt(size);
        return first + ":" + Math.min(size, first + random.nextInt(3));
    }

    private static void agrees(Viewer viewer, Mailbox inbox) throws Exception {
        var uids = new ArrayList<Long>();
        var flags = new ArrayList<Set<String>>();
        inbox.read(UidSet.ALL, Mailbox.Detail.SUMMARY, m -> {
            uids.add(m.uid());
            flags.add(new TreeSet<>(m.flags().atoms()));
        });
        assertThat(viewer.uids()).isEqualTo(uids);
        assertThat(viewer.flags()).isEqualTo(flags);
        var notes = new HashMap<Long, String>();
        inbox.annotations().read(1, 0xffffffffL, Annotations.SHARED).annotations().forEach(n -> notes.put(n.uid(), new String(n.value(), UTF_8)));
        assertThat(viewer.notes()).allSatisfy((uid, note) -> assertThat(note).as("note of UID " + uid).isEqualTo(notes.getOrDefault(uid, "")));
        viewer.run("UID FETCH 1:* (ANNOTATION (/comment value.shared))");
        assertThat(viewer.notes()).hasSize(uids.size()).allSatisfy((uid, note) -> assertThat(note).isEqualTo(notes.getOrDefault(uid, "")));
    }
}
