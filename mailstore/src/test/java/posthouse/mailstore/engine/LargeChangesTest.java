package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.TableDump;

/** Commands that touch thousands of messages are applied in pieces, and look whole to everyone. */
class LargeChangesTest {
    private static final int COUNT = 2_345;
    private static final FlagChange SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Account bob;
    private Mailbox inbox;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0);
        bob = accounts.get(1);
        inbox = inbox(store, alice);
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < COUNT; i++) {
            messages.add(new NewMessage(Stores.incoming(store, message("m" + i, 100 + i % 7)), i % 3 == 0 ? SEEN.flags() : Flags.NONE, null));
        }
        inbox.append(messages);
        messages.forEach(m -> m.octets().close());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Closes the store, and compares its tables with those that the journal alone makes. */
    private void checkTables() throws Exception {
        store.close();
        List<String> tables = TableDump.of(folder);
        TableDump.forget(folder);
        store = Stores.open(folder);
        store.close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
        store = Stores.open(folder);
        inbox = inbox(store, alice);
    }

    @Test
    void flagsOfManyMessages() throws Exception {
        assertThat(inbox.store(UidSet.ALL, SEEN, OptionalLong.empty()).changed()).hasSize(COUNT - 1 - (COUNT - 1) / 3);
        assertThat(inbox.status().unseen()).isZero();
        checkTables();
        assertThat(inbox.index().flags()).containsOnly(SEEN.flags());
    }

    @Test
    void copiesAndMovesOfManyMessages() throws Exception {
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        assertThat(inbox.copy(UidSet.ALL, archive).targetUids()).hasSize(COUNT);
        assertThat(archive.index().uids()).hasSize(COUNT);
        assertThat(inbox.move(UidSet.ALL, inbox).targetUids()).hasSize(COUNT).startsWith(COUNT + 1);
        assertThat(inbox.index().uids()).hasSize(COUNT).startsWith(COUNT + 1);
        assertThat(inbox.changesSince(2).expunged()).isEqualTo(UidSet.of(List.of(new UidSet.Range(1, COUNT))));
        assertThat(store.mailboxes(alice.id()).usage().messages()).isEqualTo(2 * COUNT);
        checkTables();
        assertThat(inbox.read(COUNT + 5, Detail.STRUCTURE).structure().envelope().subject()).isEqualTo("m4");
        assertThat(read(store.mailboxes(alice.id()).open("Archive"), COUNT)).isEqualTo(message("m" + (COUNT - 1), 100 + (COUNT - 1) % 7));
    }

    @Test
    void manyMessagesGoAtOnce() throws Exception {
        var everyOther = new UidSet.Builder();
        for (int uid = 1; uid <= COUNT; uid += 2) {
            everyOther.add(uid);
        }
        assertThat(inbox.expunge(everyOther.build(), false)).isEqualTo(everyOther.build());
        assertThat(inbox.status().messages()).isEqualTo(COUNT / 2);
        checkTables();
        assertThat(inbox.index().uids()).hasSize(COUNT / 2).startsWith(2, 4, 6);
        assertThat(inbox.changesSince(2).expunged()).isEqualTo(everyOther.build());
    }

    @Test
    void largeMailboxesAreRenamedAndDeleted() throws Exception {
        Mailboxes mailboxes = store.mailboxes(alice.id());
        mailboxes.rename("INBOX", "old");
        assertThat(mailboxes.open("old").status().messages()).isEqualTo(COUNT);
        assertThat(inbox.status().messages()).isZero();
        mailboxes.create("new", Set.of());
        mailboxes.delete("old");
        assertThat(mailboxes.find("old")).isEmpty();
        assertThat(mailboxes.usage().messages()).isZero();
        checkTables();
        store.directory().purgeAccount(alice.address());
        List<String> rows = TableDump.of(other(folder));
        assertThat(rows.stream().filter(l -> l.startsWith("body:")).filter(l -> !l.contains("REFS=0 "))).isEmpty();
        assertThat(rows.stream().filter(l -> l.startsWith("structure:") || l.startsWith("removed_"))).isEmpty();
    }

    private Path other(Path data) {
        store.close();
        return data;
    }

    @Test
    void largeMailboxesAndAccountsComeBack() throws Exception {
        Mailboxes mailboxes = store.mailboxes(alice.id());
        mailboxes.rename("INBOX", "old");
        var unseen = mailboxes.open("old").status().unseen();
        mailboxes.delete("old");
        assertThat(store.removed().restoreMailbox(store.removed().mailboxes(alice.id()).get(0), alice.id()).messages()).isEqualTo(COUNT);
        assertThat(mailboxes.open("old").status().unseen()).isEqualTo(unseen);
        deliver(store, alice, message("one more", 100));
        var delivering = CompletableFuture.supplyAsync(() -> call(() -> deliver(store, bob, message("new", 500))));
        store.directory().removeAccount(alice.address());
        delivering.get();
        assertThat(store.directory().find("alice@example.org")).isEmpty();
        store.removed().restoreAccount(alice.id());
        Mailbox old = store.mailboxes(alice.id()).open("old");
        assertThat(old.index().uids()).hasSize(COUNT).startsWith(1, 2, 3);
        old.expunge(UidSet.ALL, false);
        assertThat(store.removed().restoreMessages(alice.id(), old.id(), "old", UidSet.ALL).messages()).isEqualTo(COUNT);
        assertThat(store.mailboxes(alice.id()).usage().messages()).isEqualTo(COUNT + 1);
        assertThat(old.status().unseen()).isEqualTo(unseen);
        assertThat(store.care().verify().problems()).isEmpty();
        checkTables();
    }

    @Test
    void othersGoOnMeanwhileAndThoseOfTheMailboxWait() throws Exception {
        var flagging = CompletableFuture.supplyAsync(() -> call(() -> inbox.store(UidSet.ALL, SEEN, OptionalLong.empty()).highestModSeq()));
        Mailbox trash = store.mailboxes(alice.id()).open("Trash");
        var moving = CompletableFuture.supplyAsync(() -> call(() -> inbox.move(UidSet.ALL, trash).targetUids().length));
        var renaming = CompletableFuture.supplyAsync(() -> call(() -> {
            store.mailboxes(alice.id()).rename("Junk", "Spam");
            return true;
        }));
        var delivering = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 50; i++) {
            Account to = i % 2 == 0 ? alice : bob;
            delivering.add(CompletableFuture.supplyAsync(() -> call(() -> deliver(store, to, message("new", 500)))));
        }
        for (var each : delivering) {
            each.get();
        }
        flagging.get();
        assertThat(renaming.get()).isTrue();
        assertThat(moving.get()).isGreaterThanOrEqualTo(COUNT);
        assertThat(inbox.status().messages() + store.mailboxes(alice.id()).open("Trash").status().messages()).isEqualTo(COUNT + 25);
        assertThat(inbox(store, bob).status().messages()).isEqualTo(25);
        checkTables();
    }

    /** What is copied stays until it is; more may come meanwhile. */
    @Test
    void messagesThatAreCopiedWaitToGo() throws Exception {
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        Mailbox trash = store.mailboxes(alice.id()).open("Trash");
        for (int i = 0; i < 3; i++) {
            Mailbox to = i == 1 ? trash : archive;
            var copying = CompletableFuture.supplyAsync(() -> call(() -> inbox.copy(UidSet.ALL, to).targetUids().length));
            var flagging = CompletableFuture.supplyAsync(() -> call(() -> inbox.store(UidSet.ALL, SEEN, OptionalLong.empty()).changed().size()));
            var delivering = CompletableFuture.supplyAsync(() -> call(() -> deliver(store, alice, message("new", 500))));
            assertThat(copying.get()).isBetween(COUNT + i, COUNT + i + 1);
            flagging.get();
            delivering.get();
        }
        var copying = CompletableFuture.supplyAsync(() -> call(() -> inbox.copy(UidSet.ALL, trash).targetUids().length));
        var expunging = CompletableFuture.supplyAsync(() -> call(() -> inbox.expunge(UidSet.ALL, false).count()));
        assertThat(expunging.get()).isEqualTo(COUNT + 3);
        assertThat(copying.get()).isIn(0, COUNT + 3);
        assertThat(store.care().verify().problems()).isEmpty();
        checkTables();
    }

    private static <T> T call(java.util.concurrent.Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
