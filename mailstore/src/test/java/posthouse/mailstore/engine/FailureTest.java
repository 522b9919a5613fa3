package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.mailstore.journal.Journal.Step;
import posthouse.testdb.OnJournal;

/** A disk that fails or fills up while the store runs. */
@OnJournal
class FailureTest {

    @TempDir
    Path folder;
    private final AtomicLong free = new AtomicLong(1 << 30);
    private Step failing;
    private final AtomicInteger failures = new AtomicInteger();
    private MailStore store;
    private Account alice;
    private Mailbox inbox;

    @BeforeEach
    void open() throws Exception {
        store = OpenStore.open(folder, Stores.settings(StoreKeys.RESERVE, 1L << 20), Optional.of(free::get), step -> {
            if (step == failing && failures.getAndDecrement() > 0) {
                throw new IOException("the disk says no");
            }
        });
        alice = Stores.accounts(store, "alice").get(0);
        inbox = inbox(store, alice);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fail(Step step, int times) {
        failing = step;
        failures.set(times);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, names = {"WRITE", "FORCE"})
    void aFailedBatchIsRefusedAndTheJournalGoesOnInANewSegment(Step step) throws Exception {
        byte[] first = message("first", 3000);
        deliver(store, alice, first);
        inbox.index();
        fail(step, 1);
        assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(Unavailable.class);
        assertThat(inbox.status().messages()).isEqualTo(1);
        assertThat(inbox.index().uids()).containsExactly(1);
        assertThat(deliver(store, alice, message("second", 4000))).isEqualTo(2);
        assertThat(read(inbox, 1)).isEqualTo(first);
        store.close();
        List<String> before = TableDump.of(folder);
        try (var files = java.nio.file.Files.list(folder.resolve("database"))) {
            for (Path file : files.toList()) {
                java.nio.file.Files.delete(file);
            }
        }
        store = Stores.open(folder);
        assertThat(read(inbox(store, alice), 2)).isEqualTo(message("second", 4000));
        assertThat(inbox(store, alice).status().messages()).isEqualTo(2);
        store.close();
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void writingStopsUntilThereIsANewSegmentAndReadingGoesOn() throws Exception {
        deliver(store, alice, message("first", 3000));
        store.close();
        var broken = new AtomicBoolean();
        store = OpenStore.open(folder, Stores.settings(), Optional.empty(), step -> {
            if (broken.get() && step != Step.WRITE) {
                throw new IOException("the disk says no");
            }
        });
        broken.set(true);
        inbox = inbox(store, alice);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> deliver(store, alice, message("refused", 3000))).isInstanceOf(Unavailable.class);
            assertThat(read(inbox, 1)).isEqualTo(message("first", 3000));
        }
        broken.set(false);
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> deliver(store, alice, message("second", 3000)) == 2);
    }

    @Test
    void aFullDiskRefusesWhatAddsOctetsOnly() throws Exception {
        deliver(store, alice, message("first", 3000));
        deliver(store, alice, message("second", 3000));
        Incoming begun = store.incoming();
        free.set(1000);
        assertThatThrownBy(() -> store.incoming()).isInstanceOf(OutOfSpace.class);
        assertThatThrownBy(() -> begun.write(new byte[1_200_000], 0, 1_200_000)).isInstanceOf(OutOfSpace.class);
        assertThatThrownBy(() -> begun.write(new byte[1], 0, 1)).isInstanceOf(OutOfSpace.class);
        begun.close();
        var seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));
        assertThat(inbox.store(UidSet.of(1), seen, OptionalLong.empty()).changed()).hasSize(1);
        assertThat(inbox.move(UidSet.of(1), store.mailboxes(alice.id()).open("Trash")).targetUids()).containsExactly(1);
        assertThat(inbox.expunge(UidSet.of(2), false)).isEqualTo(UidSet.of(2));
        assertThat(store.mailboxes(alice.id()).open("Trash").read(1, Detail.SUMMARY)).isNotNull();
        free.set(1 << 30);
        assertThat(append(store, inbox, message("third", 3000), Flags.NONE)).isEqualTo(3);
    }

    @Test
    void nothingIsSeenOrAcknowledgedBeforeItIsForced() throws Exception {
        store.close();
        var events = new ArrayList<String>();
        store = OpenStore.open(folder, Stores.settings(), Optional.empty(), step -> {
            if (inbox != null && step == Step.FORCE) {
                events.add(messages() + " before the force");
            }
        });
        inbox = inbox(store, alice);
        inbox.index();
        for (int i = 1; i <= 2; i++) {
            deliver(store, alice, message("m", 100));
            events.add(inbox.status().messages() + " acknowledged");
        }
        assertThat(events).containsExactly("0 before the force", "1 acknowledged", "1 before the force", "2 acknowledged");
    }

    @Test
    void aDatabaseThatFailsIsOpenedAgain() throws Exception {
        deliver(store, alice, message("first", 3000));
        TableDump.kill(folder);
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> inbox.read(1, Detail.STRUCTURE) != null);
        assertThat(deliver(store, alice, message("second", 3000))).isEqualTo(2);
        TableDump.kill(folder);
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> deliver(store, alice, message("third", 3000)) == 3);
        assertThat(read(inbox, 2)).isEqualTo(message("second", 3000));
    }

    @Test
    void whatIsForcedStandsThoughTheDatabaseFails() throws Exception {
        deliver(store, alice, message("first", 3000));
        store.close();
        var killing = new AtomicBoolean();
        store = OpenStore.open(folder, Stores.settings(), Optional.empty(), step -> {
            if (step == Step.FORCE && killing.getAndSet(false)) {
                TableDump.kill(folder);
            }
        });
        inbox = inbox(store, alice);
        inbox.index();
        killing.set(true);
        assertThat(deliver(store, alice, message("second", 3000))).isEqualTo(2);
        assertThat(inbox.index().uids()).containsExactly(1, 2);
        assertThat(read(inbox, 2)).isEqualTo(message("second", 3000));
        killing.set(true);
        store.mailboxes(alice.id()).create("new", java.util.Set.of());
        assertThat(store.mailboxes(alice.id()).find("new")).isPresent();
        assertThat(deliver(store, alice, message("third", 3000))).isEqualTo(3);
    }

    @Test
    void nobodyIsToldThatWhatIsForcedFailed() throws Exception {
        deliver(store, alice, message("first", 3000));
        store.close();
        Path database = folder.resolve("database");
        var killing = new AtomicBoolean();
        store = OpenStore.open(folder, Stores.settings(), Optional.empty(), step -> {
            if (step == Step.FORCE && killing.getAndSet(false)) {
                TableDump.kill(folder);
                Files.move(database, folder.resolve("elsewhere"));
                Files.createFile(database); // it can't be opened again
            }
        });
        inbox = inbox(store, alice);
        killing.set(true);
        var seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));
        assertThatThrownBy(() -> inbox.store(UidSet.of(1), seen, OptionalLong.empty())).isInstanceOf(OutcomeUnknown.class);
        Files.delete(database);
        Files.move(folder.resolve("elsewhere"), database);
        await().ignoreExceptions().until(() -> inbox.status().unseen() == 0);
        killing.set(true);
        assertThat(deliver(store, alice, message("second", 3000))).isEqualTo(2); // its octets are safe
        assertThatThrownBy(inbox::status).isInstanceOf(Unavailable.class); // and it is never missing
        Files.delete(database);
        Files.move(folder.resolve("elsewhere"), database);
        await().ignoreExceptions().until(() -> inbox.index().uids().length == 2);
        assertThat(read(inbox, 2)).isEqualTo(message("second", 3000));
    }

    private long messages() {
        try {
            return inbox.status().messages();
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
