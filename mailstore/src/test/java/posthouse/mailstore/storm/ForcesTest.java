package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.powercut.Disk;
import posthouse.mailstore.powercut.Disk.Event;
import posthouse.testdb.OnJournal;

/** How often the disk is forced: once for what is acknowledged together, before it is. {@code benchmarks/forces} shows the same by strace. */
@OnJournal
class ForcesTest {
    private static final int FOLDER = -1;

    @TempDir
    Path folder;
    private Disk disk;
    private MailStore store;
    private Account alice;

    @BeforeEach
    void open() throws Exception {
        disk = new Disk(Files.createDirectory(folder.resolve("store")), folder.resolve("memory"), false);
        store = Stores.open(disk.path());
        alice = Stores.accounts(store, "alice").get(0);
    }

    @AfterEach
    void close() {
        store.close();
        disk.close();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** The files and folders that were forced while something was done. */
    private List<Integer> forced(Work work) throws Exception {
        int before = disk.events().size();
        work.run();
        var files = new ArrayList<Integer>();
        for (Event event : disk.events().subList(before, disk.events().size())) {
            if (event instanceof Event.Force force) {
                files.add(force.file());
            } else if (event instanceof Event.ForceFolder) {
                files.add(FOLDER);
            }
        }
        return files;
    }

    @Test
    void aDeliveryIsOneForce() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(forced(() -> Stores.deliver(store, alice, Stores.message("hello", 4096)))).hasSize(1);
        }
    }

    @Test
    void aDeliveryIsForcedBeforeItIsAcknowledged() throws Exception {
        Stores.deliver(store, alice, Stores.message("hello", 4096));
        disk.told(0, 1);
        List<Event> events = disk.events();
        int write = events.size() - 1;
        while (!(events.get(write) instanceof Event.Write)) {
            write--;
        }
        int last = ((Event.Write) events.get(write)).file();
        assertThat(events.subList(write, events.size())).containsSubsequence(new Event.Force(last), new Event.Told(0, 1));
    }

    /** Files for large bodies are made beside all else. */
    private void awaitFiles() {
        while (disk.events().stream().noneMatch(e -> e instanceof Event.ForceFolder forced && forced.folder().getParent().endsWith("bodies"))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aLargeBodyIsOneForceMore() throws Exception {
        awaitFiles();
        for (int i = 0; i < 5; i++) {
            List<Integer> files = forced(() -> Stores.deliver(store, alice, Stores.message("large", 1_500_000)));
            assertThat(files).hasSize(2).doesNotHaveDuplicates().doesNotContain(FOLDER);
        }
    }

    @Test
    void aBodyThatIsNotThatLargeIsOneForce() throws Exception {
        awaitFiles();
        for (int i = 0; i < 20; i++) { // more than there are files: they are used again
            assertThat(forced(() -> Stores.deliver(store, alice, Stores.message("middling", 500_000)))).hasSize(1);
        }
    }

    @Test
    void flagsOfManyMessagesAreOneForce() throws Exception {
        var inbox = Stores.inbox(store, alice);
        for (int i = 0; i < 10; i++) {
            Stores.append(store, inbox, Stores.message("hello", 100), Flags.NONE);
        }
        var seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));
        assertThat(forced(() -> inbox.store(UidSet.ALL, seen, OptionalLong.empty()))).hasSize(1);
        assertThat(forced(() -> inbox.expunge(UidSet.ALL, false))).hasSize(1);
    }

    @Test
    void whatChangesNothingForcesNothing() throws Exception {
        var inbox = Stores.inbox(store, alice);
        Stores.append(store, inbox, Stores.message("hello", 100), Flags.of(Flags.System.SEEN));
        var seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));
        assertThat(forced(() -> {
            inbox.store(UidSet.ALL, seen, OptionalLong.empty());
            inbox.index();
            inbox.expunge(UidSet.of(99), false);
        })).isEmpty();
    }
}
