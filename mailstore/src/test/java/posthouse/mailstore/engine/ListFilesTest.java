package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.testdb.TestPostgres;

/** A list from a file is what the rows would say, however old the file is, or the rows are read. */
class ListFilesTest {
    private static final int COUNT = ListFiles.LARGE + 345;
    private static final long DATE = 77_000;

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Mailbox inbox;

    @BeforeEach
    void fill() throws Exception {
        assumeThat(TestPostgres.engineUrl(folder)).as("lists are kept beside a journal").isEmpty();
        open();
        alice = Stores.accounts(store, "alice").get(0);
        inbox = inbox(store, alice);
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < COUNT; i++) {
            var flags = new Flags(i % 8, i % 5 == 0 ? List.of("k" + i % 100, "z") : List.of());
            messages.add(new NewMessage(Stores.incoming(store, message("m" + i, 80 + i % 7)), flags, null));
        }
        inbox.append(messages);
        messages.forEach(m -> m.octets().close());
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private void open(Object... settings) throws Exception {
        store = Stores.open(folder, settings);
        if (alice != null) {
            inbox = inbox(store, alice);
        }
    }

    private void reopen() throws Exception {
        store.close();
        open();
    }

    private List<Message> messages() throws Exception {
        var messages = new ArrayList<Message>();
        inbox.read(UidSet.ALL, Mailbox.Detail.SUMMARY, messages::add);
        return messages;
    }

    private Path file() {
        return folder.resolve("lists").resolve(Long.toString(inbox.id()));
    }

    private void change(int round) throws Exception {
        inbox.store(UidSet.of(List.of(new UidSet.Range(round * 10L, round * 10L + 5))),
            new FlagChange(FlagChange.Kind.REPLACE, new Flags(1, List.of("changed" + round))), OptionalLong.empty());
        inbox.expunge(UidSet.of(List.of(new UidSet.Range(round * 20L, round * 20L + 3))), false);
        deliver(store, alice, message("new " + round, 100));
    }

    @Test
    void isKeptFromOneStartToTheNext() throws Exception {
        List<Message> before = messages();
        reopen();
        assertThat(file()).exists();
        assertThat(messages()).isEqualTo(before).hasSize(COUNT);
    }

    /** As after a kill: the file is older than the tables. */
    @Test
    void whatChangedSinceIsAskedOfTheTables() throws Exception {
        messages();
        store.close();
        byte[] old = Files.readAllBytes(file());
        open();
        for (int round = 1; round < 5; round++) {
            change(round);
        }
        List<Message> before = messages();
        store.close();
        Files.write(file(), old);
        open();
        assertThat(messages()).isEqualTo(before).hasSize(COUNT - 16 + 4);
        assertThat(inbox.changesSince(1).status().messages()).isEqualTo(COUNT - 12);
    }

    /** It is what is read, not the rows: this one has something else in a column that no counter tells of. */
    @Test
    void isReadInsteadOfRows() throws Exception {
        List<Message> before = messages();
        write(inbox.status().highestModSeq(), COUNT);
        assertThat(messages()).hasSize(COUNT).isNotEqualTo(before).allMatch(m -> m.internalDate().equals(Instant.ofEpochMilli(DATE)));
    }

    @Test
    void oneThatDoesNotFitIsNotBelieved() throws Exception {
        List<Message> before = messages();
        long modSeq = inbox.status().highestModSeq();
        write(modSeq, COUNT - 1);
        assertThat(messages()).as("with a message too few").isEqualTo(before);
        write(modSeq + 1, COUNT);
        assertThat(messages()).as("of a time that never was").isEqualTo(before);
        store.close();
        byte[] octets = Files.readAllBytes(file());
        octets[octets.length / 2]++;
        Files.write(file(), octets);
        open();
        assertThat(messages()).as("damaged").isEqualTo(before);
        store.close();
        Files.write(file(), Arrays.copyOf(octets, octets.length / 2));
        open();
        assertThat(messages()).as("half written").isEqualTo(before);
    }

    /** Closes the store, puts a list there whose messages all have this internal date, and opens it. */
    private void write(long modSeq, int messages) throws Exception {
        List<Message> there = messages();
        long mailbox = inbox.id();
        long uidValidity = inbox.uidValidity();
        OpenStore open = (OpenStore) store;
        var list = new MessageList(messages);
        open.memory().withMessages(alice.id(), mailbox).select(UidSet.ALL, m -> true).subList(0, messages).forEach(m -> list.add(
            new MessageRow(m.uid(), m.modSeq(), m.flags(), m.size(), DATE, m.saveDate(), m.emailId(), m.body(), null)));
        assertThat(there).hasSize(COUNT);
        var key = open.engine().key();
        store.close();
        new ListFile(file(), key).write(new ListFile.Head(mailbox, uidValidity, modSeq, messages), uid -> list.part(uid, 1000));
        open();
    }

    @Test
    void ofAMailboxThatIsGoneNothingStays() throws Exception {
        messages();
        Mailbox other = store.mailboxes(alice.id()).create("Other", Set.of());
        inbox.copy(UidSet.ALL, other);
        other.index();
        reopen();
        Path file = folder.resolve("lists").resolve(Long.toString(other.id()));
        assertThat(file).exists();
        store.mailboxes(alice.id()).delete("Other");
        ((OpenStore) store).engine().lists().look();
        assertThat(file).doesNotExist();
        assertThat(file()).exists();
    }

    /** A mailbox that nobody has opened has its list all the same, once the thread has looked. */
    @Test
    void isWrittenOfWhatNobodyOpened() throws Exception {
        reopen();
        assertThat(file()).doesNotExist();
        ((OpenStore) store).engine().lists().look();
        assertThat(file()).exists();
        reopen();
        List<Message> kept = messages();
        store.close();
        Files.delete(file());
        open();
        assertThat(messages()).isEqualTo(kept);
    }

    /** What was acknowledged may be lost then, and the list may have it. */
    @Test
    void isNotBelievedAfterACrashInRelaxedDurability() throws Exception {
        store.close();
        open(StoreKeys.DURABILITY, "relaxed");
        messages();
        store.close();
        byte[] list = Files.readAllBytes(file());
        Path copy = folder.resolveSibling(folder.getFileName() + "-crashed");
        open(StoreKeys.DURABILITY, "relaxed");
        change(1);
        RecoveryTest.copy(folder, copy);
        Files.write(copy.resolve("lists").resolve(file().getFileName()), list);
        store.close();
        folder = copy;
        open(StoreKeys.DURABILITY, "relaxed");
        assertThat(folder.resolve("lists").resolve(file().getFileName())).doesNotExist();
        assertThat(messages()).hasSize((int) inbox.status().messages());
    }
}
