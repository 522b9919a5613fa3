package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Grant;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.StoreCare.BackedUp;
import posthouse.mailstore.StoreCare.Wanted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.testdb.OnJournal;
import posthouse.testdb.TestPostgres;

/** A backup, taken while the store runs, and what can be made of it. */
class BackupTest {
    @TempDir
    Path folder;
    @TempDir
    Path elsewhere;

    private Path backup() {
        return elsewhere.resolve("backup");
    }

    private MailStore open() throws Exception {
        return Stores.open(folder, StoreKeys.SEGMENT_SIZE, 64L << 10, StoreKeys.UNDELETE, 0L);
    }

    private static Account alice(MailStore store) {
        return store.directory().account(address("alice@example.org")).orElseThrow();
    }

    private static List<Message> messages(Mailbox mailbox) throws StoreException {
        var messages = new ArrayList<Message>();
        mailbox.read(UidSet.ALL, Detail.SUMMARY, messages::add);
        return messages;
    }

    private List<String> problems() throws StoreException {
        return MailStore.verifyBackup(backup()).problems();
    }

    @Test
    @OnJournal
    void aWholeStoreComesBackWithoutUsingANumberTwice() throws Exception {
        long uidValidity;
        long uidNext;
        try (MailStore store = open()) {
            RecoveryTest.live(store);
            store.care().backup(backup());
            Mailbox old = store.mailboxes(alice(store).id()).open("old");
            uidValidity = old.uidValidity();
            deliver(store, alice(store), message("not in the backup", 500));
            uidNext = inbox(store, alice(store)).status().uidNext();
        }
        assertThat(problems()).isEmpty();
        Path restored = elsewhere.resolve("restored");
        MailStore.restore(backup(), restored, Stores.settings());
        try (MailStore store = Stores.open(restored)) {
            RecoveryTest.checkAlive(store);
            Mailbox old = store.mailboxes(alice(store).id()).open("old");
            assertThat(old.uidValidity()).isEqualTo(uidValidity);
            assertThat(store.care().verify().problems()).isEmpty();
            assertThat(deliver(store, alice(store), message("new", 500))).isGreaterThan(uidNext);
        }
        assertThatThrownBy(() -> MailStore.restore(backup(), restored, Stores.settings())).hasMessageContaining("has a store");
    }

    @Test
    @OnJournal
    void onlyWhatIsNewIsCopiedAgain() throws Exception {
        try (MailStore store = open()) {
            RecoveryTest.live(store);
            BackedUp first = store.care().backup(backup());
            assertThat(first.copied()).isEqualTo(first.octets()).isGreaterThan(2_000_000);
            for (int i = 0; i < 20; i++) {
                deliver(store, alice(store), message("more", 10_000));
            }
            BackedUp second = store.care().backup(backup());
            assertThat(second.copied()).isBetween(200_000L, 500_000L);
            assertThat(problems()).isEmpty();
            inbox(store, alice(store)).expunge(UidSet.ALL, false);
            store.mailboxes(alice(store).id()).open("old").expunge(UidSet.ALL, false);
            store.care().compact();
            BackedUp third = store.care().backup(backup());
            assertThat(third.octets()).isLessThan(second.octets());
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void whatIsDeletedWhileABackupIsTakenIsInIt() throws Exception {
        try (MailStore store = Stores.openSmall(folder, "sync", 0)) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = inbox(store, alice);
            for (int i = 0; i < 300; i++) {
                deliver(store, alice, message("m" + i, i % 100 == 0 ? 1_100_000 : 4000));
            }
            var expunging = new Thread(() -> {
                try {
                    for (long uid = 1; uid <= 300; uid++) {
                        inbox.expunge(UidSet.of(uid), false);
                        deliver(store, alice, message("new", 4000));
                    }
                } catch (StoreException e) {
                    throw new IllegalStateException(e);
                }
            });
            expunging.start();
            for (int i = 0; i < 5; i++) {
                store.care().backup(backup());
                assertThat(problems()).isEmpty();
            }
            expunging.join();
        }
    }

    @Test
    void anAccountComesBackBesideWhatIsThere() throws Exception {
        try (MailStore store = open()) {
            Account alice = Stores.accounts(store, "alice", "bob").get(0);
            deliver(store, alice, message("kept", 500));
            Stores.append(store, store.mailboxes(alice.id()).create("Work", Set.of()), message("work", 2_000_000), Flags.NONE);
            List<Message> before = messages(inbox(store, alice));
            store.care().backup(backup());
            store.directory().purgeAccount(address("alice@example.org"));
            assertThat(store.care().restore(backup(), new Wanted(address("alice@example.org"), null, null)))
                .contains("made the account alice@example.org anew", "restored 1 message of INBOX to INBOX");
            Mailbox inbox = inbox(store, alice(store));
            assertThat(read(inbox, 1)).isEqualTo(message("kept", 500));
            assertThat(messages(inbox)).extracting(Message::id).isEqualTo(before.stream().map(Message::id).toList());
            assertThat(read(store.mailboxes(alice(store).id()).open("Work"), 1)).isEqualTo(message("work", 2_000_000));
            store.care().restore(backup(), new Wanted(address("alice@example.org"), "Work", null));
            Mailbox again = store.mailboxes(alice(store).id()).open("Restored/Work");
            Mailbox work = store.mailboxes(alice(store).id()).open("Work");
            assertThat(again.uidValidity()).isNotEqualTo(work.uidValidity());
            assertThat(again.status().highestModSeq()).isGreaterThan(1);
            assertThat(messages(again)).extracting(Message::id).isEqualTo(messages(work).stream().map(Message::id).toList());
            assertThatThrownBy(() -> store.care().restore(backup(), new Wanted(address("carol@example.org"), null, null)))
                .hasMessage("the backup has no account carol@example.org");
            assertThat(store.care().verify().problems()).isEmpty();
        }
    }

    @Test
    void allThatAnAccountWasComesBackWithIt() throws Exception {
        try (MailStore store = open()) {
            List<Account> accounts = Stores.accounts(store, "alice", "bob", "carol");
            long bob = accounts.get(1).id();
            Mailbox work = store.mailboxes(accounts.get(0).id()).create("Work", Set.of());
            Mailbox ofBob = store.mailboxes(bob).open("Archive");
            Stores.append(store, work, message("work", 3000), Flags.NONE);
            store.directory().setQuota(alice(store).address(), 1000, 7); // less than there is by now
            store.directory().setApopSecret(alice(store).address(), "secret");
            store.directory().setForward(alice(store).address(), List.of(address("alice@example.org"), address("alice@elsewhere.test")));
            store.directory().addAppPassword(alice(store).address(), "telephone", Set.of(Scope.IMAP, Scope.SMTP), Stores.keys());
            store.mailboxes(alice(store).id()).delete("Junk");
            store.mailboxes(alice(store).id()).subscribe("Elsewhere");
            store.mailboxes(alice(store).id()).unsubscribe("Sent");
            share(store, work, bob, accounts.get(2).id());
            store.mailboxes(bob).grant(ofBob.id(), new Grant(alice(store).id(), false, "lr"));
            note(store, Annotations.SERVER, alice(store).id(), "of the server");
            noteOnMessage(work, alice(store).id(), "alice's");
            noteOnMessage(work, bob, "bob's");
            noteOnMessage(work, Annotations.SHARED, "everyone's");
            noteOnMessage(work, accounts.get(2).id(), "carol's");
            List<String> before = described(store);
            List<AppPassword> passwords = store.directory().appPasswords(alice(store).address());
            store.care().backup(backup());
            store.directory().purgeAccount(alice(store).address());
            store.directory().purgeAccount(address("carol@example.org"));
            store.care().restore(backup(), new Wanted(address("alice@example.org"), null, null));
            before.removeIf(line -> line.contains("carol"));
            assertThat(described(store)).isEqualTo(before);
            assertThat(store.directory().appPasswords(alice(store).address())).usingRecursiveComparison().isEqualTo(passwords);
            store.directory().setQuota(alice(store).address(), 0, 0);
            store.care().restore(backup(), new Wanted(address("alice@example.org"), "Work", null));
            Mailbox again = store.mailboxes(alice(store).id()).open("Restored/Work");
            assertThat(store.mailboxes(alice(store).id()).grants(again.id())).contains(new Grant(bob, false, "lrs"), new Grant(bob, true, "s"));
            assertThat(store.annotations().read(again.id(), bob)).hasSize(1);
            assertThat(store.care().verify().problems()).isEmpty();
        }
    }

    private static void share(MailStore store, Mailbox work, long bob, long carol) throws StoreException {
        Mailboxes mailboxes = store.mailboxes(work.accountId());
        mailboxes.grant(work.id(), new Grant(bob, false, "lrs"));
        mailboxes.grant(work.id(), new Grant(bob, true, "s"));
        mailboxes.grant(work.id(), new Grant(carol, false, "l"));
        mailboxes.grant(work.id(), new Grant(Grant.ANYONE, false, "l"));
        note(store, work.id(), work.accountId(), "alice's");
        note(store, work.id(), Annotations.SHARED, "everyone's");
        note(store, work.id(), bob, "bob's");
        note(store, work.id(), carol, "carol's");
    }

    private static void note(MailStore store, long mailbox, long account, String text) throws StoreException {
        store.annotations().set(mailbox, List.of(new Annotations.Annotation(account, "/comment", Stores.octets(text))));
    }

    private static void noteOnMessage(Mailbox mailbox, long account, String text) throws StoreException {
        mailbox.annotations().set(UidSet.of(1), List.of(new Annotations.Annotation(account, "/comment", Stores.octets(text))), OptionalLong.empty());
    }

    /** All that is alice's but her mail, with names in place of ids. */
    private static List<String> described(MailStore store) throws StoreException {
        var lines = new ArrayList<String>();
        Account alice = alice(store);
        Mailboxes mailboxes = store.mailboxes(alice.id());
        lines.add(alice.quotaOctets() + " " + alice.quotaMessages() + " " + store.directory().apopSecret(alice.id()) + " "
            + store.directory().forward(alice.address()));
        lines.add("subscribed " + mailboxes.subscriptions());
        for (Mailboxes.Info info : mailboxes.list()) {
            lines.add(info.name() + " " + info.uses() + " " + mailboxes.open(info.name()).status().messages());
            mailboxes.grants(info.id()).forEach(g -> lines.add(info.name() + " " + name(store, g.account()) + " " + g.negative() + g.letters()));
            annotations(store, info.id(), lines);
            var ofMessages = new TreeSet<String>();
            for (Account account : store.directory().accounts()) {
                mailboxes.open(info.name()).annotations().read(1, 0xffffffffL, account.id()).annotations()
                    .forEach(n -> ofMessages.add("of UID " + n.uid() + " " + name(store, n.account()) + " " + new String(n.value(), StandardCharsets.UTF_8)));
            }
            lines.addAll(ofMessages);
        }
        annotations(store, Annotations.SERVER, lines);
        store.mailboxes(store.directory().account(address("bob@example.org")).orElseThrow().id()).list().forEach(info ->
            store.mailboxes(store.directory().account(address("bob@example.org")).orElseThrow().id()).grants(info.id())
                .forEach(g -> lines.add("bob's " + info.name() + " " + name(store, g.account()) + " " + g.letters())));
        return lines;
    }

    private static void annotations(MailStore store, long mailbox, List<String> lines) throws StoreException {
        var accounts = new ArrayList<>(store.directory().accounts().stream().map(Account::id).toList());
        accounts.add(Annotations.SHARED);
        for (long account : accounts) {
            store.annotations().read(mailbox, account).forEach((name, value) -> lines.add("note " + name(store, account) + " " + new String(value,
                StandardCharsets.UTF_8)));
        }
        lines.sort(null);
    }

    private static String name(MailStore store, long account) {
        return account == 0 ? "anyone" : store.directory().account(account).orElseThrow().address().toString();
    }

    @Test
    void aMessageComesBackByItsMessageId() throws Exception {
        byte[] letter = "Message-ID: <one@example.org>\r\nSubject: letter\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
        try (MailStore store = open()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            deliver(store, alice, message("other", 500));
            deliver(store, alice, letter);
            String id = messages(inbox(store, alice)).get(1).id();
            store.care().backup(backup());
            inbox(store, alice).expunge(UidSet.of(2), false);
            var wanted = new Wanted(address("alice@example.org"), null, "<one@example.org>");
            assertThat(store.care().restore(backup(), wanted)).containsExactly("restored 1 message of INBOX to INBOX");
            assertThat(read(inbox(store, alice), 3)).isEqualTo(letter);
            assertThat(messages(inbox(store, alice)).get(1).id()).isEqualTo(id);
            assertThat(store.care().restore(backup(), wanted)).contains("the message is in INBOX already");
            assertThatThrownBy(() -> store.care().restore(backup(), new Wanted(address("alice@example.org"), null, "two@example.org")))
                .hasMessageContaining("no message with the Message-ID");
        }
    }

    @Test
    @OnJournal
    void aStoreInPostgresqlComesBackAsOneInAFolder() throws Exception {
        String url = TestPostgres.url(folder);
        try (MailStore store = Stores.open(folder, StoreKeys.URL, url)) {
            RecoveryTest.live(store);
            assertThat(store.care().verify().problems()).isEmpty();
            store.care().backup(backup());
            deliver(store, alice(store), message("behind the first backup", 700));
            store.care().backup(backup());
        } finally {
            TestPostgres.release(folder);
        }
        assertThat(problems()).isEmpty();
        Path restored = elsewhere.resolve("restored");
        MailStore.restore(backup(), restored, Stores.settings());
        try (MailStore store = Stores.open(restored)) {
            RecoveryTest.checkAlive(store);
            assertThat(store.care().verify().problems()).isEmpty();
            List<Message> inbox = messages(inbox(store, alice(store)));
            assertThat(read(inbox(store, alice(store)), inbox.get(inbox.size() - 1))).isEqualTo(message("behind the first backup", 700));
        }
    }

    @Test
    void aDamagedBackupIsNoticedAndNotRestored() throws Exception {
        try (MailStore store = open()) {
            RecoveryTest.live(store);
            store.care().backup(backup());
        }
        Path file;
        try (Stream<Path> files = Files.walk(backup().resolve("journal"))) {
            file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(5000);
            access.write(access.read() ^ 1);
        }
        assertThat(problems()).singleElement().asString().contains("is not what was written");
        Path restored = elsewhere.resolve("restored");
        assertThatThrownBy(() -> MailStore.restore(backup(), restored, Stores.settings())).hasMessageContaining("is not what was written");
        assertThat(restored.resolve("journal")).doesNotExist();
    }

    @Test
    void aFolderWithSomethingElseIsNotTouched() throws Exception {
        Files.createDirectories(backup());
        Files.writeString(backup().resolve("diary.txt"), "private");
        try (MailStore store = open()) {
            assertThatThrownBy(() -> store.care().backup(backup())).hasMessageContaining("diary.txt");
            assertThatThrownBy(() -> MailStore.verifyBackup(elsewhere)).hasMessageContaining("there is no backup in");
        }
    }
}
