package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.powercut.Disk;
import posthouse.testdb.OnJournal;

/** A disk that others fill to the last octet, and one whose forces fail: under all files of the store, H2's too. */
@OnJournal
class FullDiskTest {
    private static final FlagChange SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    @TempDir
    Path folder;
    private Disk disk;
    private OpenStore store;
    private Account alice;
    private Mailbox inbox;
    private String durability = "sync";
    private Duration interval = Duration.ofMillis(20);
    private FreeSpace.Gauge gauge = () -> disk.room();

    @BeforeEach
    void begin() throws Exception {
        disk = new Disk(Files.createDirectory(folder.resolve("store")), folder.resolve("memory"), false);
        open();
        alice = Stores.accounts(store, "alice").get(0);
        inbox = inbox(store, alice);
    }

    private void open() throws Exception {
        store = OpenStore.open(disk.path(), Stores.settings(StoreKeys.RESERVE, 1L << 20, StoreKeys.SPACE_INTERVAL, interval,
            StoreKeys.DURABILITY, durability), Optional.of(gauge), Journal.Probe.NONE);
        inbox = alice == null ? null : inbox(store, alice);
    }

    @AfterEach
    void end() {
        store.close();
        disk.close();
    }

    /** What is tried once a second may take a while on a busy machine. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private void awaitSpare() {
        await().until(() -> Files.exists(folder.resolve("store/journal/spare")));
    }

    /** Files of mail are never forced again once that failed; the mark of a boot is. */
    private void checkForces() {
        assertThat(disk.forcedAgain()).noneMatch(file -> file.startsWith("journal") || file.startsWith("bodies"));
    }

    /** The same tables are made of the journal alone. */
    private void checkTables() throws Exception {
        store.close();
        List<String> tables = TableDump.of(folder.resolve("store"));
        TableDump.forget(folder.resolve("store"));
        open();
        store.close();
        assertThat(TableDump.of(folder.resolve("store"))).isEqualTo(tables);
        open();
    }

    @Test
    void aDiskWithoutAFreeOctetTakesAllThatBringsNoMail() throws Exception {
        for (int i = 1; i <= 10; i++) {
            deliver(store, alice, message("m" + i, 3000));
        }
        awaitSpare();
        store.close(); // the tables are in their file
        open();
        disk.leave(0);
        int changes = 0;
        while (Files.exists(folder.resolve("store/journal/spare"))) { // until the zeros ahead are used up
            inbox.store(UidSet.of(1), new FlagChange(FlagChange.Kind.REPLACE, changes++ % 2 == 0 ? SEEN.flags() : Flags.of(Set.of(), List.of("k".repeat(2000)))),
                OptionalLong.empty());
        }
        assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(OutOfSpace.class);
        inbox.store(UidSet.of(1), SEEN, OptionalLong.empty());
        inbox.expunge(UidSet.of(2, 3), false);
        inbox.move(UidSet.of(4), store.mailboxes(alice.id()).open("Trash"));
        store.mailboxes(alice.id()).delete("Junk");
        assertThat(read(inbox, 5)).isEqualTo(message("m5", 3000));
        store.close();
        disk.leave(0);
        open();
        assertThat(inbox.index().uids()).containsExactly(1, 5, 6, 7, 8, 9, 10);
        assertThat(read(inbox, 10)).isEqualTo(message("m10", 3000));
        inbox.expunge(UidSet.of(5), false);
        assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(OutOfSpace.class);
        disk.leave(1L << 30);
        assertThat(deliver(store, alice, message("m11", 3000))).isEqualTo(11);
        awaitSpare();
        checkTables();
        assertThat(inbox.index().uids()).containsExactly(1, 6, 7, 8, 9, 10, 11);
    }

    /** The disk fills up faster than anyone looks. */
    @Test
    void whatWasBegunOnAFullDiskIsRefusedAndDoesNotComeBack() throws Exception {
        store.close();
        gauge = () -> Long.MAX_VALUE;
        open();
        deliver(store, alice, message("m1", 3000));
        disk.leave(0);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 20; i++) {
                deliver(store, alice, message("large", 200_000));
            }
        }).isInstanceOf(OutOfSpace.class);
        List<Long> there = Arrays.stream(inbox.index().uids()).boxed().toList();
        assertThatThrownBy(() -> deliver(store, alice, message("refused", 1_500_000))).isInstanceOf(OutOfSpace.class);
        assertThat(read(inbox, 1)).isEqualTo(message("m1", 3000));
        store.close();
        open();
        assertThat(Arrays.stream(inbox.index().uids()).boxed().toList()).isEqualTo(there);
        disk.leave(1L << 30);
        await().ignoreExceptions().until(() -> deliver(store, alice, message("after", 3000)) == there.size() + 1);
        checkTables();
    }

    @Test
    void tablesThatCanNotBeSavedAreReadAgainWhenThereIsSpace() throws Exception {
        store.close();
        gauge = () -> Long.MAX_VALUE; // H2 finds out for itself
        open();
        for (int i = 1; i <= 10; i++) {
            deliver(store, alice, message("m" + i, 3000));
        }
        disk.leave(0);
        inbox.store(UidSet.of(1), SEEN, OptionalLong.empty());
        store.close();
        disk.leave(1L << 30);
        open();
        assertThat(inbox.index().uids()).hasSize(10);
        assertThat(inbox.read(1, Mailbox.Detail.SUMMARY).flags()).isEqualTo(SEEN.flags());
        checkTables();
    }

    @Test
    void whatCouldNotBeForcedDoesNotComeBackThoughNoSegmentFollows() throws Exception {
        deliver(store, alice, message("m1", 3000));
        disk.failForces(1000);
        assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> inbox.expunge(UidSet.of(1), false)).isInstanceOf(Unavailable.class);
        assertThat(read(inbox, 1)).isEqualTo(message("m1", 3000));
        store.close();
        disk.failForces(0);
        open();
        assertThat(inbox.index().uids()).containsExactly(1);
        assertThat(deliver(store, alice, message("m2", 3000))).isEqualTo(2);
        checkForces();
        checkTables();
    }

    @Test
    void aFileOfWhichAForceFailedIsNeverForcedAgain() throws Exception {
        store.close();
        interval = Duration.ofDays(1); // nothing else is forced
        open();
        deliver(store, alice, message("m1", 3000));
        for (int failures = 1; failures < 5; failures++) {
            disk.failForces(failures);
            assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(Unavailable.class);
            await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> inbox.store(UidSet.of(1), SEEN, OptionalLong.empty()) != null);
            for (int i = 0; i < 5; i++) {
                disk.failForces(1);
                assertThatThrownBy(() -> deliver(store, alice, message("refused", 1_500_000))).isInstanceOf(Unavailable.class);
            }
            deliver(store, alice, message("large", 1_500_000));
        }
        checkForces();
        assertThat(inbox.index().uids()).containsExactly(1, 2, 3, 4, 5);
        checkTables();
    }

    @Test
    void whatWasAcknowledgedRelaxedIsPutOnDiskElsewhere() throws Exception {
        store.close();
        durability = "relaxed";
        open();
        for (int round = 1; round <= 3; round++) {
            int uid = round;
            await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> deliver(store, alice, message("m" + uid, 3000)) == uid);
            disk.failForces(round);
            await().until(() -> disk.failingForces() == 0);
        }
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> deliver(store, alice, message("m4", 3000)) == 4);
        for (int uid = 1; uid <= 4; uid++) {
            assertThat(read(inbox, uid)).isEqualTo(message("m" + uid, 3000));
        }
        checkForces();
        checkTables();
        assertThat(inbox.index().uids()).containsExactly(1, 2, 3, 4);
    }
}
