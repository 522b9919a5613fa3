package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.Journal;
import posthouse.testdb.OnJournal;

/** Space that deleted mail took comes back while the store runs, and nothing else goes. */
@OnJournal
class CompactionTest {
    @TempDir
    Path folder;

    private OpenStore open() throws Unavailable {
        return (OpenStore) Stores.open(folder, StoreKeys.SEGMENT_SIZE, 64L << 10, StoreKeys.UNDELETE, 0L);
    }

    private static Space space(OpenStore store) {
        return ((JournalEngine) store.engine()).space();
    }

    /** Looks as the thread does, until nothing more can be won. */
    private static void winBack(OpenStore store) throws Exception {
        space(store).winBack(50);
    }

    /** Without the segment that is written: it has zeros ahead. */
    private long journalOctets() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.filter(f -> f.toString().endsWith(".journal")).sorted(Comparator.reverseOrder()).skip(1).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private List<Path> bodyFiles() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("bodies"))) {
            return files.filter(f -> Files.isRegularFile(f) && f.toFile().length() > 0).toList(); // others wait for a message
        }
    }

    private static byte[] noise(int number, int size) {
        var octets = new byte[size];
        new Random(number).nextBytes(octets);
        return octets;
    }

    /** What is in INBOX, every second message after all have been delivered. */
    private static void everySecond(OpenStore store, Account alice, int count) throws Exception {
        Mailbox inbox = Stores.inbox(store, alice);
        var odd = new ArrayList<UidSet.Range>();
        for (int i = 1; i <= count; i++) {
            byte[] octets = i % 3 == 0 ? noise(i, 5000) : Stores.message("m" + i, 5000);
            assertThat(Stores.deliver(store, alice, octets)).isEqualTo(i);
            if (i % 4 != 0) {
                odd.add(new UidSet.Range(i, i));
            }
        }
        inbox.expunge(UidSet.of(odd), false);
    }

    private static void check(OpenStore store, int count) throws Exception {
        Mailbox inbox = Stores.inbox(store, store.directory().accounts().get(0));
        for (int i = 4; i <= count; i += 4) {
            assertThat(Stores.read(inbox, i)).isEqualTo(i % 3 == 0 ? noise(i, 5000) : Stores.message("m" + i, 5000));
        }
    }

    @Test
    void spaceOfExpungedMessagesComesBack() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            everySecond(store, alice, 200);
            long before = journalOctets();
            winBack(store);
            assertThat(journalOctets()).isLessThan(before / 2);
            check(store, 200);
        }
        List<String> tables = TableDump.of(folder);
        try (OpenStore store = open()) {
            check(store, 200);
        }
        Files.delete(folder.resolve("database/store.mv.db"));
        try (OpenStore store = open()) {
            check(store, 200);
        }
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    @Test
    void whatCompressesIsCompressedAndReadByPosition() throws Exception {
        byte[] large = Stores.message("large", 900_000);
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = Stores.inbox(store, alice);
            long kept = Stores.deliver(store, alice, large);
            long gone = Stores.deliver(store, alice, noise(1, 1_000_000));
            Stores.deliver(store, alice, Stores.message("next segment", 100));
            inbox.expunge(UidSet.of(gone), false);
            space(store).winBack(101);
            assertThat(journalOctets()).isZero();
            assertThat(Stores.read(inbox, kept)).isEqualTo(large);
            Message message = inbox.read(kept, Mailbox.Detail.SUMMARY);
            try (MessageBody body = inbox.body(message)) {
                for (int position : new int[] {0, 131_071, 131_072, 300_000, 899_990}) {
                    var some = new byte[10];
                    assertThat(body.read(position, some, 0, 10)).isEqualTo(10);
                    assertThat(some).isEqualTo(Arrays.copyOfRange(large, position, position + 10));
                }
            }
        }
        assertThat(TableDump.of(folder)).anyMatch(line -> line.startsWith("body:") && line.contains("LENGTH=900000 ") && line.contains("FORM=1 "));
    }

    @Test
    void largeBodiesThatLieLongAreCompressedIfThatHelps() throws Exception {
        byte[] attachment = Base64.getMimeEncoder().encode(noise(7, 1_500_000));
        byte[] text = Stores.message("text", 2_000_000);
        byte[] noise = noise(8, 1_300_000);
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = Stores.inbox(store, alice);
            Stores.deliver(store, alice, attachment);
            Stores.deliver(store, alice, text);
            Stores.deliver(store, alice, noise);
            Message young = inbox.read(2, Mailbox.Detail.SUMMARY);
            List<Path> before = bodyFiles();
            space(store).packing().run(System.currentTimeMillis() - 60_000);
            assertThat(bodyFiles()).isEqualTo(before);
            try (Mailbox.Pinned pinned = inbox.pin(); MessageBody reading = inbox.body(young)) {
                space(store).packing().run(System.currentTimeMillis() + 60_000);
                assertThat(bodyFiles()).hasSize(5); // those that are read stay
                var some = new byte[100];
                assertThat(reading.read(1_999_900, some, 0, 100)).isEqualTo(100);
                assertThat(some).isEqualTo(Arrays.copyOfRange(text, 1_999_900, 2_000_000));
                try (MessageBody body = pinned.body(0)) {
                    assertThat(body.read(0, some, 0, 100)).isEqualTo(100);
                }
            }
            await().until(() -> bodyFiles().size() == 3);
            List<Long> sizes = bodyFiles().stream().map(f -> f.toFile().length()).sorted().toList();
            assertThat(sizes.get(0)).isLessThan(text.length / 4);
            assertThat(sizes.get(1)).isEqualTo(noise.length);
            assertThat(sizes.get(2)).isLessThan(attachment.length * 8L / 10);
            assertThat(Stores.read(inbox, 1)).isEqualTo(attachment);
            for (int position : new int[] {0, 131_071, 131_072, 1_000_000, 1_999_990}) {
                try (MessageBody body = inbox.body(young)) {
                    var some = new byte[10];
                    assertThat(body.read(position, some, 0, 10)).isEqualTo(10);
                    assertThat(some).isEqualTo(Arrays.copyOfRange(text, position, position + 10));
                }
            }
            space(store).packing().run(System.currentTimeMillis() + 60_000);
            assertThat(bodyFiles()).hasSize(3);
            assertThat(store.care().verify().problems()).isEmpty();
        }
        List<String> tables = TableDump.of(folder);
        Files.delete(folder.resolve("database/store.mv.db"));
        try (OpenStore store = open()) {
            Mailbox inbox = Stores.inbox(store, store.directory().accounts().get(0));
            assertThat(Stores.read(inbox, 2)).isEqualTo(text);
            assertThat(Stores.read(inbox, 3)).isEqualTo(noise);
            inbox.expunge(UidSet.ALL, false);
            await().until(() -> bodyFiles().isEmpty());
        }
        assertThat(tables).anyMatch(line -> line.startsWith("body:") && line.contains("SEGMENT=0 ") && line.contains("FORM=1 "));
    }

    @Test
    void whatLiesLongIsCompressedIfThatHelps() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            for (int i = 1; i <= 40; i++) {
                Stores.deliver(store, alice, i <= 20 ? Stores.message("m" + i, 10_000) : noise(i, 10_000));
            }
            long before = journalOctets();
            Compaction compaction = space(store).compaction();
            long now = System.currentTimeMillis();
            compaction.compress(now - 3_600_000); // they are too young
            assertThat(bodiesInBlocks(store)).isZero();
            for (int i = 0; i < 20; i++) {
                compaction.compress(now + 60_000);
            }
            assertThat(bodiesInBlocks(store)).isBetween(15L, 20L); // those that share a segment with noise may stay
            winBack(store);
            assertThat(journalOctets()).isLessThan(before * 2 / 3);
            for (int i = 1; i <= 40; i++) {
                assertThat(Stores.read(Stores.inbox(store, alice), i)).isEqualTo(i <= 20 ? Stores.message("m" + i, 10_000) : noise(i, 10_000));
            }
        }
    }

    private static long bodiesInBlocks(OpenStore store) throws Exception {
        return store.database().bodies(0, -1, 1000).stream().filter(row -> row.form() != BodyForm.PLAIN).count();
    }

    @Test
    void whatASessionNumberedStaysReadableUntilItIsDone() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = Stores.inbox(store, alice);
            byte[] small = Stores.message("small", 30_000);
            byte[] huge = noise(7, 1_500_000);
            Stores.deliver(store, alice, small);
            Stores.deliver(store, alice, huge);
            for (int i = 0; i < 10; i++) {
                Stores.deliver(store, alice, noise(i, 30_000));
            }
            try (Mailbox.Pinned pinned = inbox.pin()) {
                inbox.expunge(UidSet.ALL, false);
                winBack(store);
                for (int i = 0; i < pinned.count(); i++) {
                    byte[] expected = i == 0 ? small : i == 1 ? huge : noise(i - 2, 30_000);
                    try (MessageBody body = pinned.body(i)) {
                        var octets = new byte[expected.length];
                        body.read(0, octets, 0, octets.length);
                        assertThat(octets).isEqualTo(expected);
                    }
                }
                assertThat(bodyFiles()).hasSize(1);
            }
            assertThat(bodyFiles()).isEmpty();
            assertThat(journalOctets()).isZero();
        }
    }

    @Test
    void aSessionThatPinsAfterBodiesMovedFindsThem() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            everySecond(store, alice, 40);
            winBack(store);
            try (Mailbox.Pinned pinned = Stores.inbox(store, alice).pin()) {
                assertThat(pinned.count()).isEqualTo(10);
                for (int i = 0; i < 10; i++) {
                    try (MessageBody body = pinned.body(i)) {
                        assertThat(body.size()).isEqualTo(5000);
                        assertThat(body.read(0, new byte[5000], 0, 5000)).isEqualTo(5000);
                    }
                }
            }
        }
    }

    @Test
    void whereBodiesMovedToIsLookedUpOnceForAllThatStandTogether() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            everySecond(store, alice, 40);
            Mailbox inbox = Stores.inbox(store, alice);
            inbox.index();
            MailboxState memory = store.memory().mailbox(alice.id(), inbox.id());
            Stores.read(inbox, 4);
            int before = memory.find(4).where().segment();
            winBack(store);
            Stores.read(inbox, 4);
            for (MessageRow row : store.database().located(inbox.id(), 1, 40, 100)) {
                assertThat(memory.find(row.uid()).where()).usingRecursiveComparison().isEqualTo(row.where());
                assertThat(row.where().segment()).isGreaterThan(before);
            }
        }
    }

    @Test
    void aBodyFileGoesWithItsLastReference() throws Exception {
        try (OpenStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = Stores.inbox(store, alice);
            Stores.deliver(store, alice, noise(1, 1_200_000));
            inbox.copy(UidSet.of(1), inbox);
            inbox.expunge(UidSet.of(1), false);
            winBack(store);
            assertThat(bodyFiles()).hasSize(1);
            assertThat(Stores.read(inbox, 2)).isEqualTo(noise(1, 1_200_000));
            inbox.expunge(UidSet.of(2), false);
        }
        assertThat(bodyFiles()).isEmpty();
    }

    @Test
    void aDatabaseFromBeforeTheJournalWasShortenedIsMadeAnew() throws Exception {
        Path old = folder.resolve("old.mv.db");
        try (OpenStore store = open()) {
            Stores.accounts(store, "alice");
        }
        Files.copy(folder.resolve("database/store.mv.db"), old);
        try (OpenStore store = open()) {
            everySecond(store, store.directory().accounts().get(0), 200);
            winBack(store);
        }
        List<String> tables = TableDump.of(folder);
        Files.move(old, folder.resolve("database/store.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        try (OpenStore store = open()) {
            check(store, 200);
        }
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    /** H2 may find a version of its file that is older than one it had written, and its own segment may still be there. */
    @Test
    void aDatabaseThatWouldNeedASegmentThatIsGoneIsMadeAnew() throws Exception {
        Path old = folder.resolve("old.mv.db");
        try (OpenStore store = open()) {
            Account bob = Stores.accounts(store, "alice", "bob").get(1);
            Stores.deliver(store, bob, noise(0, 40_000)); // the first segment stays
        }
        Files.copy(folder.resolve("database/store.mv.db"), old);
        try (OpenStore store = open()) {
            everySecond(store, store.directory().accounts().get(0), 200);
            winBack(store);
        }
        assertThat(folder.resolve("journal/00000001.journal")).exists();
        assertThat(folder.resolve("journal/00000003.journal")).doesNotExist();
        List<String> tables = TableDump.of(folder);
        Files.move(old, folder.resolve("database/store.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        try (OpenStore store = open()) {
            check(store, 200);
        }
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    @Test
    void aSegmentThatWouldHaveToBeReplayedIsNamedAndNothingIsMoved() throws Exception {
        try (OpenStore store = open()) {
            everySecond(store, Stores.accounts(store, "alice").get(0), 100);
        }
        Files.delete(folder.resolve("database/store.mv.db"));
        Files.delete(folder.resolve("journal/00000004.journal"));
        assertThatThrownBy(this::open).isInstanceOf(Unavailable.class).hasMessageContaining("00000004.journal is missing");
        assertThat(folder.resolve("database/store.mv.db")).doesNotExist();
    }

    @Test
    void spaceComesBackOnAFullDisk() throws Exception {
        var free = new AtomicLong(Long.MAX_VALUE);
        var settings = Stores.settings(StoreKeys.SEGMENT_SIZE, 64L << 10, StoreKeys.UNDELETE, 0L, StoreKeys.RESERVE, 1L << 20);
        try (OpenStore store = OpenStore.open(folder, settings, Optional.of(free::get), Journal.Probe.NONE)) {
            Account alice = Stores.accounts(store, "alice").get(0);
            everySecond(store, alice, 100);
            long before = journalOctets();
            free.set(600_000);
            assertThatThrownBy(() -> Stores.deliver(store, alice, Stores.message("too much", 5000))).isInstanceOf(OutOfSpace.class);
            Stores.inbox(store, alice).expunge(UidSet.of(100), false);
            winBack(store);
            assertThat(journalOctets()).isLessThan(before / 2);
            free.set(Long.MAX_VALUE);
            Stores.deliver(store, alice, Stores.message("room again", 5000));
            check(store, 96);
        }
    }

    @Test
    void aSegmentWithMailThatIsMissingIsNamed() throws Exception {
        try (OpenStore store = open()) {
            everySecond(store, Stores.accounts(store, "alice").get(0), 100);
        }
        Files.delete(folder.resolve("journal/00000003.journal"));
        assertThatThrownBy(this::open).isInstanceOf(Unavailable.class).hasMessageContaining("00000003.journal is missing");
        try (Stream<Path> files = Files.list(folder.resolve("database"))) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.contains("aside"));
        }
    }
}
