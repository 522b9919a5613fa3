package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.AlreadyExists;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Changes;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.Removed;
import posthouse.mailstore.Removed.RemovedMailbox;
import posthouse.mailstore.Removed.RemovedMessage;
import posthouse.mailstore.Removed.Restored;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.mailstore.journal.Journal;

/** What is expunged, deleted or removed can come back for some days, and then can't. */
class UndeleteTest {
    private static final Flags DELETED = Flags.of(Flags.System.DELETED, Flags.System.SEEN);
    private static final long WEEK = TimeUnit.DAYS.toMillis(7);

    @TempDir
    Path folder;
    private OpenStore store;
    private Account alice;
    private Account bob;
    private Mailboxes mailboxes;
    private Mailbox inbox;

    @BeforeEach
    void open() throws Exception {
        open(7);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0);
        bob = accounts.get(1);
        look();
    }

    private void open(long days) throws Exception {
        store = OpenStore.open(folder, Stores.settings(folder, StoreKeys.UNDELETE, days), Optional.of(() -> Long.MAX_VALUE), Journal.Probe.NONE);
    }

    private void look() {
        mailboxes = store.mailboxes(alice.id());
        inbox = mailboxes.find("INBOX").orElse(null);
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
        open(7);
        store.close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
        open(7);
        look();
    }

    private List<RemovedMessage> removed(long mailbox) throws Exception {
        var found = new ArrayList<RemovedMessage>();
        store.removed().messages(mailbox, found::add);
        return found;
    }

    private static long soon() {
        return System.currentTimeMillis() + 1;
    }

    /** Of a body that another mailbox has as well nothing would come free. */
    @Test
    void compactingTellsWhatIsKeptForThem() throws Exception {
        Mailbox other = mailboxes.create("other", Set.of());
        for (int i = 1; i <= 3; i++) {
            append(store, inbox, message("m" + i, 100 * i), DELETED);
        }
        inbox.copy(UidSet.of(2), other);
        assertThat(store.care().compact().restorable()).isZero();
        inbox.expunge(UidSet.ALL, false);
        assertThat(store.care().compact().restorable()).isEqualTo(400);
        mailboxes.delete("other");
        assertThat(store.care().compact().restorable()).isEqualTo(600);
        assertThat(store.database().holders(Set.of(1L, 2L, 99L))).isEqualTo(Map.of(1L, List.of("removed UID 1 in INBOX of alice@example.org"),
            2L, List.of("removed UID 2 in INBOX of alice@example.org", "removed UID 1 in deleted other of alice@example.org")));
        close();
        open(0);
        assertThat(store.care().compact().restorable()).isZero();
        assertThat(store.removed().mailboxes(alice.id())).isEmpty();
        assertThat(store.database().holders(Set.of(1L, 2L))).isEmpty();
    }

    @Test
    void expungedMessagesComeBackAsNewOnes() throws Exception {
        for (int i = 1; i <= 3; i++) {
            append(store, inbox, message("m" + i, 100 * i), i == 2 ? Flags.NONE : DELETED);
        }
        String id = inbox.read(3, Detail.SUMMARY).id();
        inbox.expunge(UidSet.ALL, true);
        assertThat(mailboxes.usage().messages()).isEqualTo(1);
        assertThat(mailboxes.usage().octets()).isEqualTo(200);
        assertThat(removed(inbox.id())).extracting(r -> r.message().structure().envelope().subject()).containsExactly("m1", "m3");
        checkTables();
        Restored restored = store.removed().restoreMessages(alice.id(), inbox.id(), "INBOX", UidSet.of(3, 4));
        assertThat(restored).isEqualTo(new Restored("INBOX", inbox.uidValidity(), 1));
        assertThat(inbox.index().uids()).containsExactly(2, 4);
        assertThat(inbox.read(4, Detail.STRUCTURE)).satisfies(m -> {
            assertThat(m.id()).isEqualTo(id);
            assertThat(m.flags()).isEqualTo(Flags.of(Flags.System.SEEN));
            assertThat(m.structure().envelope().subject()).isEqualTo("m3");
        });
        assertThat(read(inbox, 4)).isEqualTo(message("m3", 300));
        assertThat(inbox.changesSince(inbox.status().highestModSeq() - 1).changed()).extracting(m -> m.uid()).containsExactly(4L);
        assertThat(mailboxes.usage().octets()).isEqualTo(500);
        assertThat(inbox.status().deleted()).isZero();
        checkTables();
        assertThat(inbox.read(4, Detail.SUMMARY).flags()).isEqualTo(Flags.of(Flags.System.SEEN));
        assertThat(store.removed().count(inbox.id())).isEqualTo(new Removed.Count(1, 0));
    }

    @Test
    void whatWasMovedDoesNotComeBackTwice() throws Exception {
        deliver(store, alice, message("m", 100));
        inbox.move(UidSet.ALL, mailboxes.open("Trash"));
        assertThat(removed(inbox.id())).isEmpty();
    }

    @Test
    void deletedMailboxesComeBackWithTheirMessages() throws Exception {
        Mailbox box = mailboxes.create("a/b", Set.of());
        for (int i = 1; i <= 3; i++) {
            append(store, box, message("m" + i, 100), Flags.NONE);
        }
        box.expunge(UidSet.of(2), false);
        String id = box.read(3, Detail.SUMMARY).id();
        long modSeq = box.status().highestModSeq();
        long uidNext = box.status().uidNext();
        mailboxes.delete("a/b");
        mailboxes.create("a/b", Set.of());
        RemovedMailbox removed = store.removed().mailboxes(alice.id()).get(0);
        assertThat(removed.name()).isEqualTo("a/b");
        assertThat(store.removed().count(removed.id())).isEqualTo(new Removed.Count(1, 2));
        checkTables();
        Restored restored = store.removed().restoreMailbox(removed, alice.id());
        assertThat(restored.mailbox()).isEqualTo("Restored/a/b");
        assertThat(restored.messages()).isEqualTo(2);
        Mailbox back = mailboxes.open("Restored/a/b");
        assertThat(back.uidValidity()).isGreaterThan(box.uidValidity()).isEqualTo(restored.uidValidity());
        assertThat(back.status().highestModSeq()).isGreaterThan(modSeq);
        assertThat(back.status().uidNext()).isEqualTo(uidNext);
        assertThat(back.index().uids()).containsExactly(1, 3);
        assertThat(back.read(3, Detail.STRUCTURE).id()).isEqualTo(id);
        assertThat(store.removed().mailboxes(alice.id())).isEmpty();
        assertThatThrownBy(() -> store.removed().restoreMailbox(removed, alice.id())).isInstanceOf(NoSuchMailbox.class);
        assertThat(append(store, back, message("m4", 100), Flags.NONE)).isEqualTo(uidNext);
        checkTables();
        assertThat(read(mailboxes.open("Restored/a/b"), 3)).isEqualTo(message("m3", 100));
        assertThat(store.removed().restoreMessages(alice.id(), back.id(), "", UidSet.ALL).messages()).isEqualTo(1);
        assertThat(mailboxes.open("Restored/a/b").index().uids()).containsExactly(1, 3, 4, 5);
    }

    /** What is noted of a mailbox, by whom; and who else may use it. */
    private List<String> noted(Mailbox mailbox, Account owner) throws Exception {
        var noted = new ArrayList<String>();
        for (long account : new long[] {Annotations.SHARED, alice.id(), bob.id(), owner.id()}) {
            store.annotations().read(mailbox.id(), account).forEach((name, value) -> noted.add(account + " " + name + " " + new String(value)));
        }
        store.mailboxes(owner.id()).grants(mailbox.id()).forEach(grant -> noted.add(grant.toString()));
        return noted.stream().distinct().toList();
    }

    private Mailbox shared(String name) throws Exception {
        Mailbox box = mailboxes.create(name, Set.of());
        store.annotations().set(box.id(), List.of(new Annotation(alice.id(), "/comment", Stores.octets("hers")),
            new Annotation(bob.id(), "/comment", Stores.octets("his")), new Annotation(Annotations.SHARED, "/comment", Stores.octets("all"))));
        mailboxes.grant(box.id(), new Grant(bob.id(), false, "lrs"));
        mailboxes.grant(box.id(), new Grant(0, true, "w"));
        return box;
    }

    @Test
    void annotationsAndRightsComeBackWithTheirMailbox() throws Exception {
        Mailbox box = shared("box");
        List<String> noted = noted(box, alice);
        assertThat(noted).hasSize(5);
        mailboxes.delete("box");
        assertThat(store.sharedWith(bob.id())).isEmpty();
        Mailbox another = mailboxes.create("box", Set.of());
        assertThat(noted(another, alice)).isEmpty();
        mailboxes.delete("box");
        checkTables();
        assertThat(store.care().verify().problems()).isEmpty();
        store.removed().restoreMailbox(store.removed().mailboxes(alice.id()).get(0), alice.id());
        assertThat(noted(mailboxes.open("box"), alice)).isEqualTo(noted);
        assertThat(store.sharedWith(bob.id())).containsOnly(Map.entry(alice.id(), Set.of(box.id())));
        checkTables();
        assertThat(noted(mailboxes.open("box"), alice)).isEqualTo(noted);
    }

    @Test
    void annotationsAndRightsComeBackWithTheirAccount() throws Exception {
        Mailbox box = shared("box");
        Mailbox bobs = store.mailboxes(bob.id()).create("his", Set.of());
        store.mailboxes(bob.id()).grant(bobs.id(), new Grant(alice.id(), false, "lr"));
        store.annotations().set(Annotations.SERVER, List.of(new Annotation(alice.id(), "/comment", Stores.octets("of the server"))));
        List<String> noted = noted(box, alice);
        store.directory().removeAccount(alice.address());
        store.removed().restoreAccount(alice.id());
        look();
        assertThat(noted(mailboxes.open("box"), alice)).isEqualTo(noted);
        assertThat(store.sharedWith(alice.id())).containsOnly(Map.entry(bob.id(), Set.of(bobs.id())));
        assertThat(store.annotations().read(Annotations.SERVER, alice.id())).containsOnly(Map.entry("/comment", Stores.octets("of the server")));
        checkTables();
    }

    @Test
    void aMailboxThatComesBackToAnotherIsTheirs() throws Exception {
        Mailbox box = shared("box");
        mailboxes.delete("box");
        store.removed().restoreMailbox(store.removed().mailboxes(alice.id()).get(0), bob.id());
        assertThat(noted(store.mailboxes(bob.id()).open("box"), bob)).containsExactly("0 /comment all", bob.id() + " /comment hers",
            new Grant(0, true, "w").toString());
        assertThat(store.care().verify().problems()).isEmpty();
        store.mailboxes(bob.id()).delete("box");
        store.expiry().runAt(soon() + WEEK);
        assertThat(store.annotations().read(box.id(), bob.id())).isEmpty();
        assertThat(store.care().verify().problems()).isEmpty();
        checkTables();
    }

    @Test
    void singleMessagesComeBackFromADeletedMailbox() throws Exception {
        Mailbox box = mailboxes.create("box", Set.of());
        append(store, box, message("m1", 100), Flags.NONE);
        append(store, box, message("m2", 100), Flags.NONE);
        mailboxes.delete("box");
        assertThat(store.removed().restoreMessages(alice.id(), box.id(), "box", UidSet.of(2)).mailbox()).isEqualTo("Restored/box");
        assertThat(read(mailboxes.open("Restored/box"), 1)).isEqualTo(message("m2", 100));
        store.removed().restoreMessages(alice.id(), box.id(), "box", UidSet.of(1));
        assertThat(mailboxes.open("Restored/box").index().uids()).containsExactly(1, 2);
        checkTables();
    }

    @Test
    void removedAccountsComeBackAsTheyWere() throws Exception {
        deliver(store, alice, message("m", 100));
        mailboxes.create("earlier", Set.of());
        mailboxes.delete("earlier");
        store.directory().setQuota(alice.address(), 1000, 10);
        store.directory().removeAccount(alice.address());
        assertThat(store.directory().account(alice.address())).isEmpty();
        checkTables();
        assertThat(store.removed().accounts()).extracting(a -> a.address()).containsExactly(alice.address());
        Account again = Stores.accounts(store, "alice").get(0);
        assertThatThrownBy(() -> store.removed().restoreAccount(alice.id())).isInstanceOf(AlreadyExists.class);
        RemovedMailbox old = store.removed().mailboxes(alice.id()).stream().filter(m -> m.name().equals("INBOX")).findFirst().orElseThrow();
        store.directory().purgeAccount(address("bob@example.org"));
        assertThat(store.removed().restoreMailbox(old, again.id()).mailbox()).isEqualTo("Restored/INBOX");
        store.mailboxes(again.id()).rename("Restored/INBOX", "mine");
        assertThat(store.mailboxes(again.id()).open("mine").status().messages()).isEqualTo(1);
        checkTables();
    }

    @Test
    void removedAccountsKeepPasswordAndQuota() throws Exception {
        deliver(store, alice, message("m", 100));
        store.directory().setQuota(alice.address(), 1000, 10);
        mailboxes.create("earlier", Set.of());
        mailboxes.delete("earlier");
        List<String> names = mailboxes.list().stream().map(Mailboxes.Info::name).toList();
        long uidValidity = inbox.uidValidity();
        store.directory().removeAccount(alice.address());
        store.removed().restoreAccount(alice.id());
        assertThat(store.removed().accounts()).isEmpty();
        assertThat(store.directory().account(alice.address()).orElseThrow().quotaOctets()).isEqualTo(1000);
        assertThat(store.directory().find("alice@example.org").orElseThrow().keys()).isNotEmpty();
        checkTables();
        assertThat(mailboxes.list()).extracting(Mailboxes.Info::name).isEqualTo(names);
        assertThat(mailboxes.list()).allMatch(Mailboxes.Info::subscribed);
        assertThat(inbox.uidValidity()).isGreaterThan(uidValidity);
        assertThat(read(inbox, 1)).isEqualTo(message("m", 100));
        assertThat(store.removed().mailboxes(alice.id())).extracting(RemovedMailbox::name).containsExactly("earlier");
    }

    @Test
    void whatWasDeletedInTheSameMillisecondDidNotGoWithTheAccount() throws Exception {
        long now = System.currentTimeMillis();
        mailboxes.create("earlier", Set.of());
        store.submit(new DeleteMailbox(alice.id(), "earlier", now));
        store.submit(new RemoveAccount(alice.address(), now));
        store.removed().restoreAccount(alice.id());
        assertThat(mailboxes.find("earlier")).isEmpty();
        assertThat(mailboxes.find("INBOX")).isPresent();
        assertThat(store.removed().mailboxes(alice.id())).extracting(RemovedMailbox::name).containsExactly("earlier");
    }

    @Test
    void purgingErases() throws Exception {
        deliver(store, alice, message("m1", 100));
        deliver(store, alice, message("m2", 100));
        inbox.expunge(UidSet.of(1), false);
        append(store, mailboxes.create("box", Set.of()), message("m3", 100), Flags.NONE);
        mailboxes.delete("box");
        store.directory().removeAccount(alice.address());
        Account again = Stores.accounts(store, "alice").get(0);
        deliver(store, again, message("m4", 100));
        store.directory().purgeAccount(alice.address());
        assertThatThrownBy(() -> store.directory().purgeAccount(alice.address())).isInstanceOf(NoSuchAccount.class);
        assertThat(store.removed().accounts()).isEmpty();
        checkTables();
        store.close();
        assertThat(TableDump.of(folder)).noneMatch(l -> l.startsWith("message:") || l.startsWith("structure:") || l.startsWith("removed_")
            || l.startsWith("body:"));
        open(7);
    }

    @Test
    void itEndsAfterSomeDays() throws Exception {
        deliver(store, alice, message("m1", 100));
        deliver(store, alice, message("m2", 100));
        mailboxes.create("box", Set.of());
        mailboxes.delete("box");
        store.directory().removeAccount(address("bob@example.org"));
        inbox.expunge(UidSet.of(1), false);
        store.expiry().runAt(soon() + WEEK - 60_000);
        assertThat(removed(inbox.id())).hasSize(1);
        store.expiry().runAt(soon() + WEEK);
        assertThat(removed(inbox.id())).isEmpty();
        assertThat(store.removed().mailboxes(alice.id())).isEmpty();
        assertThat(store.removed().accounts()).isEmpty();
        assertThat(inbox.index().uids()).containsExactly(2);
        checkTables();
    }

    @Test
    void nothingIsKeptIfItIsOff() throws Exception {
        store.close();
        open(0);
        look();
        deliver(store, alice, message("m1", 100));
        inbox.expunge(UidSet.of(1), false);
        mailboxes.delete("Junk");
        assertThat(removed(inbox.id())).isEmpty();
        assertThat(store.removed().mailboxes(alice.id())).isEmpty();
    }

    @Test
    void thousandsComeBack() throws Exception {
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < 1_700; i++) {
            messages.add(new NewMessage(Stores.incoming(store, message("m" + i, 100)), i % 3 == 0 ? DELETED : Flags.NONE, null));
        }
        inbox.append(messages);
        messages.forEach(m -> m.octets().close());
        inbox.expunge(UidSet.ALL, false);
        store.removed().restoreMessages(alice.id(), inbox.id(), "INBOX", UidSet.ALL);
        assertThat(inbox.index().uids()).hasSize(1_700).startsWith(1_701);
        mailboxes.rename("INBOX", "box");
        mailboxes.delete("box");
        store.removed().restoreMailbox(store.removed().mailboxes(alice.id()).get(0), alice.id());
        assertThat(mailboxes.open("box").status().messages()).isEqualTo(1_700);
        checkTables();
        assertThat(read(mailboxes.open("box"), 1_700)).isEqualTo(message("m1699", 100));
        mailboxes.delete("box");
        store.expiry().runAt(soon() + WEEK);
        assertThat(removed(mailboxes.open("INBOX").id())).isEmpty();
        checkTables();
    }

    @Test
    void comingBackObeysTheQuota() throws Exception {
        deliver(store, alice, message("m1", 100));
        inbox.expunge(UidSet.ALL, false);
        deliver(store, alice, message("m2", 100));
        store.directory().setQuota(alice.address(), 0, 1);
        assertThatThrownBy(() -> store.removed().restoreMessages(alice.id(), inbox.id(), "", UidSet.ALL)).isInstanceOf(OverQuota.class);
        assertThat(inbox.index().uids()).containsExactly(2);
    }

    @Test
    void expungedUidsAreForgotten() throws Exception {
        for (int i = 0; i < 10; i++) {
            deliver(store, alice, message("m", 100));
        }
        long before = inbox.status().highestModSeq();
        for (int uid = 2; uid <= 10; uid += 2) {
            inbox.expunge(UidSet.of(uid), false);
        }
        store.close();
        open(7);
        look();
        Changes remembered = inbox.changesSince(before);
        assertThat(remembered.remembered()).isTrue();
        assertThat(remembered.expunged()).isEqualTo(UidSet.of(2, 4, 6, 8, 10));
        store.expiry().runAt(soon() + TimeUnit.DAYS.toMillis(30));
        store.close(); // memory remembers its own
        open(7);
        look();
        inbox.store(UidSet.of(9), new FlagChange(FlagChange.Kind.ADD, DELETED), OptionalLong.empty());
        inbox.expunge(UidSet.of(9), true);
        store.close();
        open(7);
        look();
        Changes forgotten = inbox.changesSince(before);
        assertThat(forgotten.remembered()).isFalse();
        assertThat(forgotten.expunged()).isEqualTo(UidSet.of(2, 4, 6, 8, 9, 10));
        assertThat(inbox.changesSince(forgotten.status().highestModSeq() - 2).remembered()).isTrue();
        assertThat(inbox.changesSince(forgotten.status().highestModSeq() - 2).expunged()).isEqualTo(UidSet.of(9));
        checkTables();
    }
}
