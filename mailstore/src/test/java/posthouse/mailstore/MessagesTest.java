package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.incoming;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.octets;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailbox.Appended;
import posthouse.mailstore.Mailbox.Changes;
import posthouse.mailstore.Mailbox.Copied;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.Mailbox.Stored;

class MessagesTest {
    private static final Flags SEEN = Flags.of(Flags.System.SEEN);
    private static final Flags DELETED = Flags.of(Flags.System.DELETED);

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
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws Exception {
        store.close();
        store = Stores.open(folder);
        inbox = inbox(store, alice);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_535, 65_536, 65_537, 1 << 20, (1 << 20) + 1, 5_000_000})
    void givesBackTheIdenticalOctets(int size) throws Exception {
        var octets = new byte[size];
        new Random(size).nextBytes(octets);
        long uid = deliver(store, alice, octets);
        assertThat(read(inbox, uid)).isEqualTo(octets);
        reopen();
        assertThat(read(inbox, uid)).isEqualTo(octets);
    }

    @Test
    void oneMessageForSeveralMailboxesIsKeptOnce() throws Exception {
        byte[] octets = message("hello", 4000);
        try (Incoming incoming = incoming(store, octets)) {
            List<Delivered> delivered = store.deliver(incoming, List.of(
                new LocalCopy(alice.id(), "INBOX", octets("Delivered-To: alice\r\n"), Flags.NONE),
                new LocalCopy(bob.id(), "no such mailbox", octets("Delivered-To: bob\r\n"), SEEN),
                new LocalCopy(alice.id(), "inbox", octets("Delivered-To: alice again\r\n"), Flags.NONE),
                new LocalCopy(bob.id(), "Archive", new byte[0], Flags.NONE)), false);
            assertThat(delivered).extracting(Delivered::mailbox).containsExactly("INBOX", "INBOX", "INBOX", "Archive");
            assertThat(delivered).extracting(Delivered::uid).containsExactly(1L, 1L, 1L, 1L);
        }
        assertThat(inbox.status().messages()).isEqualTo(1);
        assertThat(read(inbox, 1)).startsWith(octets("Delivered-To: alice\r\nFrom: Bob")).endsWith(octets);
        Message bobs = inbox(store, bob).read(1, Detail.STRUCTURE);
        assertThat(bobs.flags()).isEqualTo(SEEN);
        assertThat(bobs.size()).isEqualTo(octets.length + "Delivered-To: bob\r\n".length());
        assertThat(bobs.structure().envelope().subject()).isEqualTo("hello");
        assertThat(bobs.body()).isEqualTo(inbox.read(1, Detail.SUMMARY).body());
    }

    @Test
    void aPartialDeliveryStoresWhatItCan() throws Exception {
        store.directory().setQuota(address("bob@example.org"), 0, 1);
        deliver(store, bob, message("first", 100));
        try (Incoming incoming = incoming(store, message("second", 100))) {
            var copies = List.of(new LocalCopy(alice.id(), "INBOX", new byte[0], Flags.NONE),
                new LocalCopy(bob.id(), "INBOX", new byte[0], Flags.NONE), new LocalCopy(999, "INBOX", new byte[0], Flags.NONE));
            assertThatThrownBy(() -> store.deliver(incoming, copies, false)).isInstanceOf(OverQuota.class);
            assertThat(inbox.status().messages()).isZero();
            List<Delivered> delivered = store.deliver(incoming, copies, true);
            assertThat(delivered.get(0).stored()).isTrue();
            assertThat(delivered.get(1).failure()).isInstanceOf(OverQuota.class);
            assertThat(delivered.get(2).failure()).isInstanceOf(NoSuchAccount.class);
        }
        assertThat(inbox.status().messages()).isEqualTo(1);
        assertThat(inbox(store, bob).status().messages()).isEqualTo(1);
    }

    @Test
    void countersFollowEveryChange() throws Exception {
        append(store, inbox, message("1", 1000), SEEN);
        append(store, inbox, message("2", 2000), Flags.NONE);
        append(store, inbox, message("3", 3000), DELETED);
        Status status = inbox.status();
        assertThat(status).isEqualTo(new Status(inbox.uidValidity(), 4, 4, 3, 2, 1, 6000));
        inbox.store(UidSet.of(2), new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN, Flags.System.DELETED)), OptionalLong.empty());
        assertThat(inbox.status()).isEqualTo(new Status(inbox.uidValidity(), 4, 5, 3, 1, 2, 6000));
        assertThat(inbox.expunge(UidSet.of(3), true)).isEqualTo(UidSet.of(3));
        assertThat(inbox.status()).isEqualTo(new Status(inbox.uidValidity(), 4, 6, 2, 0, 1, 3000));
        reopen();
        assertThat(inbox.status()).isEqualTo(new Status(inbox.uidValidity(), 4, 6, 2, 0, 1, 3000));
        assertThat(store.mailboxes(alice.id()).usage()).isEqualTo(new Mailboxes.Usage(3000, 2, 6, 0, 0, 10_000));
        assertThat(append(store, inbox, message("4", 100), Flags.NONE)).isEqualTo(4);
    }

    @Test
    void aChangeOfFlagsTellsWhatChangedAndWhatIsRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            append(store, inbox, message("m" + i, 100), i == 2 ? Flags.of(java.util.Set.of(), List.of("$Label", "work")) : Flags.NONE);
        }
        var add = new FlagChange(FlagChange.Kind.ADD, Flags.of(java.util.Set.of(Flags.System.FLAGGED), List.of("$label")));
        Stored stored = inbox.store(UidSet.of(1, 3, 9), add, OptionalLong.empty());
        assertThat(stored.changed()).extracting(Message::uid).containsExactly(1L, 3L);
        assertThat(stored.changed()).extracting(Message::modSeq).containsOnly(7L);
        assertThat(stored.changed().get(1).flags().atoms()).containsExactly("\\Flagged", "$Label", "work");
        Stored again = inbox.store(UidSet.of(1, 3), add, OptionalLong.empty());
        assertThat(again.changed()).isEmpty();
        assertThat(again.highestModSeq()).isEqualTo(7);
        Stored conditional = inbox.store(UidSet.of(1, 2), new FlagChange(FlagChange.Kind.REPLACE, SEEN), OptionalLong.of(6));
        assertThat(conditional.refused()).isEqualTo(UidSet.of(1));
        assertThat(conditional.changed()).extracting(Message::uid).containsExactly(2L);
        reopen();
        assertThat(inbox.read(3, Detail.SUMMARY).flags().atoms()).containsExactly("\\Flagged", "$Label", "work");
    }

    @Test
    void tellsWhatChangedSince() throws Exception {
        for (int i = 0; i < 6; i++) {
            append(store, inbox, message("m" + i, 100), Flags.NONE);
        }
        long before = inbox.index().status().highestModSeq();
        inbox.expunge(UidSet.of(2, 3, 5), false);
        inbox.store(UidSet.of(1), new FlagChange(FlagChange.Kind.ADD, SEEN), OptionalLong.empty());
        append(store, inbox, message("new", 100), Flags.NONE);
        for (int round = 0; round < 2; round++) {
            Changes changes = inbox.changesSince(before);
            assertThat(changes.changed()).extracting(Message::uid).containsExactly(1L, 7L);
            assertThat(changes.expunged()).isEqualTo(UidSet.of(2, 3, 5));
            assertThat(inbox.changesSince(changes.status().highestModSeq()).changed()).isEmpty();
            assertThat(inbox.changesSince(changes.status().highestModSeq()).expunged().isEmpty()).isTrue();
            assertThat(inbox.index().uids()).containsExactly(1, 4, 6, 7);
            reopen();
        }
    }

    @Test
    void copiesShareTheOctetsAndKeepTheirId() throws Exception {
        for (int i = 0; i < 4; i++) {
            append(store, inbox, message("m" + i, 100 + i), i == 1 ? SEEN : Flags.NONE);
        }
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        archive.index();
        Copied copied = inbox.copy(UidSet.of(1, 2, 4, 77), archive);
        assertThat(copied.sourceUids()).containsExactly(1, 2, 4);
        assertThat(copied.targetUids()).containsExactly(1, 2, 3);
        for (int round = 0; round < 2; round++) {
            Message original = inbox.read(2, Detail.STRUCTURE);
            Message copy = archive.read(2, Detail.STRUCTURE);
            assertThat(copy.id()).isEqualTo(original.id());
            assertThat(copy.flags()).isEqualTo(SEEN);
            assertThat(copy.internalDate()).isEqualTo(original.internalDate());
            assertThat(copy.structure()).isEqualTo(original.structure());
            assertThat(read(archive, 3)).isEqualTo(message("m3", 103));
            assertThat(archive.status().octets()).isEqualTo(100 + 101 + 103);
            reopen();
            archive = store.mailboxes(alice.id()).open("Archive");
        }
    }

    @Test
    void movesWithinAndBetweenMailboxes() throws Exception {
        for (int i = 0; i < 4; i++) {
            append(store, inbox, message("m" + i, 100), Flags.NONE);
        }
        Mailbox trash = store.mailboxes(alice.id()).open("Trash");
        assertThat(inbox.move(UidSet.of(2, 3), trash).targetUids()).containsExactly(1, 2);
        assertThat(inbox.move(UidSet.of(1), inbox).targetUids()).containsExactly(5);
        for (int round = 0; round < 2; round++) {
            assertThat(inbox.index().uids()).containsExactly(4, 5);
            assertThat(trash.index().uids()).containsExactly(1, 2);
            assertThat(store.mailboxes(alice.id()).usage().messages()).isEqualTo(4);
            assertThat(inbox.changesSince(5).expunged()).isEqualTo(UidSet.of(1, 2, 3));
            assertThat(inbox.expungedSince(5)).isEqualTo(UidSet.of(1, 2, 3));
            assertThat(inbox.expungedSince(inbox.status().highestModSeq()).isEmpty()).isTrue();
            reopen();
            trash = store.mailboxes(alice.id()).open("Trash");
        }
    }

    @Test
    void replacesOneMessage() throws Exception {
        append(store, inbox, message("m0", 100), SEEN);
        append(store, inbox, message("m1", 100), Flags.NONE);
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        replace(1, message("m2", 120), inbox);
        replace(2, message("m3", 130), archive);
        assertThatThrownBy(() -> replace(2, message("m4", 140), archive)).isInstanceOf(MessageGone.class);
        for (int round = 0; round < 2; round++) {
            assertThat(inbox.index().uids()).containsExactly(3);
            assertThat(read(inbox, 3)).isEqualTo(message("m2", 120));
            assertThat(inbox.status().octets()).isEqualTo(120);
            assertThat(inbox.expungedSince(1)).isEqualTo(UidSet.of(1, 2));
            assertThat(read(store.mailboxes(alice.id()).open("Archive"), 1)).isEqualTo(message("m3", 130));
            reopen();
        }
    }

    private void replace(long uid, byte[] octets, Mailbox target) throws StoreException {
        try (Incoming incoming = store.incoming()) {
            incoming.write(octets, 0, octets.length);
            inbox.replace(uid, new Mailbox.NewMessage(incoming, Flags.NONE, null), target);
        }
    }

    @Test
    void appendsSeveralAsOne() throws Exception {
        var messages = new ArrayList<NewMessage>();
        var date = Instant.ofEpochSecond(1_000_000_000);
        for (int size : new int[] {100, 2_000_000, 70_000, 0}) {
            messages.add(new NewMessage(incoming(store, message("size " + size, size)), SEEN, date));
        }
        Appended appended = inbox.append(messages);
        messages.forEach(m -> m.octets().close());
        assertThat(appended.uids()).containsExactly(1, 2, 3, 4);
        reopen();
        assertThat(read(inbox, 2)).isEqualTo(message("size 2000000", 2_000_000));
        assertThat(read(inbox, 3)).isEqualTo(message("size 70000", 70_000));
        assertThat(inbox.read(3, Detail.SUMMARY).internalDate()).isEqualTo(date);
    }

    @Test
    void aBodyStaysReadableWhileItIsOpen() throws Exception {
        byte[] octets = message("large", 3_000_000);
        long uid = deliver(store, alice, octets);
        try (MessageBody body = inbox.body(inbox.read(uid, Detail.SUMMARY))) {
            inbox.expunge(UidSet.of(uid), false);
            var read = new byte[octets.length];
            assertThat(body.read(0, read, 0, read.length)).isEqualTo(octets.length);
            assertThat(read).isEqualTo(octets);
            assertThat(body.read(octets.length, read, 0, 1)).isZero();
        }
        assertThat(inbox.read(uid, Detail.SUMMARY)).isNull();
    }

    @Test
    void whoWatchesIsWokenAfterTheChangeIsThere() throws Exception {
        var seen = new CountDownLatch(1);
        try (var watch = inbox.watch(() -> {
            try {
                if (inbox.status().messages() == 1) {
                    seen.countDown();
                }
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
        })) {
            deliver(store, alice, message("hello", 100));
            assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void recentIsToldOnce() throws Exception {
        deliver(store, alice, message("1", 100));
        assertThat(inbox.firstRecent(false)).isEqualTo(1);
        assertThat(inbox.firstRecent(true)).isEqualTo(1);
        assertThat(inbox.firstRecent(true)).isEqualTo(2);
        reopen();
        assertThat(inbox.firstRecent(false)).isEqualTo(2);
    }

    @Test
    void quotaIsExact() throws Exception {
        store.directory().setQuota(address("alice@example.org"), 1000, 0);
        deliver(store, alice, message("1", 600));
        assertThat(store.hasRoom(alice.id(), 400)).isTrue();
        assertThat(store.hasRoom(alice.id(), 401)).isFalse();
        assertThatThrownBy(() -> deliver(store, alice, message("2", 401))).isInstanceOf(OverQuota.class);
        deliver(store, alice, message("3", 400));
        assertThatThrownBy(() -> inbox.copy(UidSet.of(1), store.mailboxes(alice.id()).open("Archive"))).isInstanceOf(OverQuota.class);
        inbox.move(UidSet.of(1), store.mailboxes(alice.id()).open("Trash"));
        assertThat(store.mailboxes(alice.id()).usage()).isEqualTo(new Mailboxes.Usage(1000, 2, 6, 1000, 0, 10_000));
    }

    @Test
    void aPinnedMessageCanBeReadAfterItWasExpunged() throws Exception {
        long first = deliver(store, alice, octets("one"));
        deliver(store, alice, octets("two too"));
        try (Mailbox.Pinned pinned = inbox.pin()) {
            inbox.expunge(UidSet.ALL, false);
            deliver(store, alice, octets("three"));
            assertThat(pinned.count()).isEqualTo(2);
            assertThat(pinned.octets()).isEqualTo(10);
            assertThat(pinned.message(0).uid()).isEqualTo(first);
            assertThat(pinned.message(1).size()).isEqualTo(7);
            try (MessageBody body = pinned.body(1)) {
                var octets = new byte[7];
                assertThat(body.read(0, octets, 0, 7)).isEqualTo(7);
                assertThat(octets).isEqualTo(octets("two too"));
            }
        }
    }
}
