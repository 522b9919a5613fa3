package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Resolution;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.TestPostgres;

/** Two servers that share one database. */
@OnPostgres
class NodesTest {
    private static final FlagChange SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    @TempDir
    private Path folder;
    private MailStore here;
    private MailStore there;
    private Account alice;

    @BeforeEach
    void open() throws Exception {
        here = node("here");
        there = node("there");
        alice = Stores.accounts(here, "alice").get(0);
        await().until(() -> there.directory().account(alice.id()).isPresent());
    }

    private MailStore node(String name) throws Unavailable {
        return Stores.open(folder.resolve(name), StoreKeys.URL, TestPostgres.url(folder));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void changesWakeSessionsOfTheOtherNode() throws Exception {
        Mailbox inbox = inbox(there, alice);
        inbox.index();
        var woken = new Semaphore(0);
        try (var watch = inbox.watch(woken::release)) {
            long before = inbox.status().highestModSeq();
            byte[] large = message("large", 3_000_000);
            long uid = deliver(here, alice, large);
            assertThat(woken.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(inbox.changesSince(before).changed()).extracting(m -> m.uid()).containsExactly(uid);
            assertThat(Stores.read(inbox, uid)).isEqualTo(large);
            inbox(here, alice).store(UidSet.ALL, SEEN, OptionalLong.empty());
            assertThat(woken.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(inbox.index().flags()).containsOnly(SEEN.flags());
            inbox(here, alice).expunge(UidSet.ALL, false);
            assertThat(woken.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(inbox.changesSince(before).expunged()).isEqualTo(UidSet.of(uid));
        }
    }

    @Test
    void nothingIsDecidedFromWhatIsOld() throws Exception {
        here.mailboxes(alice.id()).create("new", Set.of());
        assertThatThrownBy(() -> there.mailboxes(alice.id()).create("new", Set.of())).isInstanceOf(MailboxExists.class);
        here.directory().setQuota(alice.address(), 0, 2);
        deliver(here, alice, message("first", 500));
        deliver(there, alice, message("second", 500));
        assertThatThrownBy(() -> deliver(here, alice, message("third", 500))).isInstanceOf(OverQuota.class);
        assertThat(inbox(here, alice).move(UidSet.of(1), here.mailboxes(alice.id()).open("new")).targetUids()).containsExactly(1);
        assertThat(inbox(there, alice).store(UidSet.ALL, SEEN, OptionalLong.empty()).changed()).extracting(m -> m.uid()).containsExactly(2L);
        there.mailboxes(alice.id()).rename("new", "newer");
        here.mailboxes(alice.id()).delete("newer");
        await().until(() -> there.mailboxes(alice.id()).find("newer").isEmpty());
    }

    @Test
    void bothDeliverAtOnce() throws Exception {
        var delivered = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 200; i++) {
            MailStore node = i % 2 == 0 ? here : there;
            delivered.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return deliver(node, alice, message("m", 700));
                } catch (StoreException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        var uids = new HashSet<Long>();
        for (CompletableFuture<Long> each : delivered) {
            uids.add(each.get());
        }
        assertThat(uids).hasSize(200);
        for (MailStore node : List.of(here, there)) {
            await().until(() -> inbox(node, alice).status().messages() == 200);
            assertThat(inbox(node, alice).index().uids()).hasSize(200).startsWith(1, 2, 3);
        }
        assertThat(here.care().verify().problems()).isEmpty();
    }

    @Test
    void whoLivesHereIsKnownEverywhere() throws Exception {
        Stores.accounts(there, "bob");
        await().until(() -> here.directory().resolve(Stores.address("bob@example.org")) instanceof Resolution.Found);
        there.directory().removeAccount(Stores.address("bob@example.org"));
        await().until(() -> here.directory().resolve(Stores.address("bob@example.org")) instanceof Resolution.NoSuchUser);
    }

    @Test
    void aMaildropHasOneSessionAmongAllNodes() throws Exception {
        Optional<SessionLock> lock = here.lockMaildrop(alice.id());
        assertThat(lock).isPresent();
        assertThat(here.lockMaildrop(alice.id())).isEmpty();
        assertThat(there.lockMaildrop(alice.id())).isEmpty();
        lock.get().requireHeld();
        lock.get().close();
        assertThat(there.lockMaildrop(alice.id())).isPresent();
        there.close(); // or dies
        await().until(() -> here.lockMaildrop(alice.id()).isPresent());
    }

    @Test
    void onlyOneNodeSendsAQueuedMessage() throws Exception {
        queue(here, "a@one.test");
        queue(here, "b@one.test");
        var ours = here.queue().claim("one.test", d -> false, Instant.now(), 1);
        var theirs = there.queue().claim("one.test", d -> false, Instant.now(), 9);
        assertThat(ours).hasSize(1);
        assertThat(theirs).hasSize(1).doesNotContainAnyElementsOf(ours);
        assertThat(there.queue().claim("one.test", d -> false, Instant.now(), 9)).isEmpty();
        here.queue().release(ours.get(0));
        assertThat(there.queue().claim("one.test", d -> false, Instant.now(), 9)).hasSize(1);
    }

    private void queue(MailStore node, String address) throws Exception {
        try (Incoming octets = Stores.incoming(node, message("queued", 300))) {
            node.deliver(octets, List.of(), List.of(OutboundQueueTest.to(0, 0, address)), false);
        }
    }

    @Test
    void aNodeThatComesLaterKnowsAll() throws Exception {
        deliver(here, alice, message("first", 500));
        try (MailStore third = node("third")) {
            assertThat(inbox(third, alice).status().messages()).isEqualTo(1);
            assertThat(deliver(third, alice, message("second", 500))).isEqualTo(2);
        }
        Mailboxes mailboxes = here.mailboxes(alice.id());
        await().until(() -> mailboxes.open("INBOX").status().messages() == 2);
    }

    @Test
    void whatIsNotedHereIsToldThere() throws Exception {
        var told = new LinkedBlockingQueue<Annotations.Changed>();
        long inbox = inbox(here, alice).id();
        try (var watch = there.annotations().watch(alice.id(), told::add)) {
            here.annotations().set(inbox, List.of(new Annotations.Annotation(Annotations.SHARED, "/comment", new byte[] {1}),
                new Annotations.Annotation(alice.id(), "/a b/ü", new byte[] {2})));
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new Annotations.Changed(inbox, List.of(new Annotations.Noted(Annotations.SHARED, "/comment"))));
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new Annotations.Changed(inbox, List.of(new Annotations.Noted(alice.id(), "/a b/ü"))));
            here.annotations().set(Annotations.SERVER, List.of(new Annotations.Annotation(alice.id(), "/comment", null)));
            assertThat(told.poll(30, TimeUnit.SECONDS).mailbox()).isEqualTo(Annotations.SERVER);
        }
    }

    @Test
    void whatIsNotedOfMessagesHereIsReadThere() throws Exception {
        long uid = deliver(here, alice, message("noted", 200));
        Mailbox inbox = inbox(there, alice);
        await().until(() -> inbox.status().messages() == 1);
        long before = inbox.status().highestModSeq();
        inbox(here, alice).annotations().set(UidSet.ALL, List.of(new Annotations.Annotation(Annotations.SHARED, "/comment", new byte[] {1})), OptionalLong.empty());
        await().until(() -> inbox.annotations().changedAt() == before + 1);
        assertThat(inbox.changesSince(before).changed()).extracting(m -> m.uid()).containsExactly(uid);
        assertThat(inbox.annotations().changedSince(before, UidSet.ALL, alice.id())).hasSize(1);
        assertThat(inbox.annotations().read(1, uid, alice.id()).annotations()).singleElement().satisfies(n -> assertThat(n.value()).containsExactly(1));
        inbox.annotations().set(UidSet.ALL, List.of(new Annotations.Annotation(Annotations.SHARED, "/comment", null)), OptionalLong.empty());
        await().until(() -> inbox(here, alice).annotations().read(1, uid, 0).annotations().isEmpty());
    }

    /** A change of thousands of messages is made by one node beside all else; the other leaves its mailboxes alone meanwhile. */
    @Test
    void largeChangesOfBothNodesAreWhole() throws Exception {
        Mailbox ours = inbox(here, alice);
        fill(here, ours, 2_400);
        Mailbox theirs = inbox(there, alice);
        await().until(() -> theirs.status().messages() == 2_400);
        var flagging = CompletableFuture.supplyAsync(() -> call(() -> ours.store(UidSet.ALL, SEEN, OptionalLong.empty()).highestModSeq()));
        var copying = CompletableFuture.supplyAsync(() -> call(() -> theirs.copy(UidSet.ALL, there.mailboxes(alice.id()).open("Archive")).targetUids().length));
        var moving = CompletableFuture.supplyAsync(() -> call(() -> ours.move(UidSet.ALL, here.mailboxes(alice.id()).open("Trash")).targetUids().length));
        var delivering = CompletableFuture.supplyAsync(() -> call(() -> deliver(there, alice, message("new", 500))));
        flagging.get();
        delivering.get();
        int moved = moving.get();
        assertThat(moved).isBetween(2_400, 2_401);
        assertThat(copying.get()).isIn(0, 1, 2_400, 2_401);
        here.mailboxes(alice.id()).delete("Trash");
        await().until(() -> there.mailboxes(alice.id()).find("Trash").isEmpty() && theirs.status().messages() == 2_401 - moved);
        assertThat(known(here)).isEqualTo(known(there));
        assertThat(here.care().verify().problems()).isEmpty();
    }

    /** What a node that died was about to change is free again. */
    @Test
    void aNodeThatDiesLeavesNothingHeld() throws Exception {
        long inbox = inbox(here, alice).id();
        try (var connection = DriverManager.getConnection(TestPostgres.url(folder)); var statement = connection.createStatement()) {
            statement.execute("insert into postgresql_large values ('a node that died', 1, '" + inbox + "', '', '" + alice.id() + ":100000:5')");
            statement.execute("update store_state set batch = batch + 1"); // with the batch that it announced
        }
        assertThat(deliver(here, alice, message("first", 500))).isEqualTo(1);
        assertThat(deliver(there, alice, message("second", 500))).isEqualTo(2);
        there.mailboxes(alice.id()).create("new", Set.of());
    }

    private static void fill(MailStore node, Mailbox mailbox, int count) throws StoreException {
        var messages = new ArrayList<Mailbox.NewMessage>();
        for (int i = 0; i < count; i++) {
            messages.add(new Mailbox.NewMessage(Stores.incoming(node, message("m" + i, 100)), Flags.NONE, null));
        }
        mailbox.append(messages);
        messages.forEach(m -> m.octets().close());
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Each node follows the other message by message; what it knows then is what one knows that reads all. */
    @Test
    void whatIsFollowedIsWhatIsRead() throws Exception {
        var random = new Random(7);
        List<MailStore> nodes = List.of(here, there);
        for (int i = 1; i <= 200; i++) {
            MailStore node = nodes.get(random.nextInt(2));
            nodes.get(random.nextInt(2)).mailboxes(alice.id()).open(random.nextBoolean() ? "INBOX" : "Archive").index(); // some is in memory
            any(node, random);
            if (i % 40 == 0) {
                try (MailStore third = node("third" + i)) {
                    List<String> read = known(third);
                    for (MailStore each : nodes) {
                        await().untilAsserted(() -> assertThat(known(each)).isEqualTo(read));
                    }
                }
            }
        }
        assertThat(here.care().verify().problems()).isEmpty();
    }

    private void any(MailStore node, Random random) throws Exception {
        Mailboxes mailboxes = node.mailboxes(alice.id());
        Mailbox inbox = mailboxes.open("INBOX");
        Mailbox archive = mailboxes.open("Archive");
        UidSet some = new UidSet.Builder().add(1 + random.nextInt(60), 60 + random.nextInt(60)).build();
        switch (random.nextInt(9)) {
            case 0 -> inbox.store(some, new FlagChange(FlagChange.Kind.values()[random.nextInt(3)], Flags.of(Flags.System.FLAGGED)), OptionalLong.empty());
            case 1 -> inbox.expunge(UidSet.of(1 + random.nextInt(100)), false);
            case 2 -> inbox.copy(UidSet.of(1 + random.nextInt(50), 51 + random.nextInt(50)), archive);
            case 3 -> archive.move(UidSet.of(1 + random.nextInt(20)), inbox);
            case 4 -> mailboxes.create("new" + random.nextInt(1_000_000), Set.of());
            case 5 -> inbox.store(UidSet.ALL, SEEN, OptionalLong.empty());
            default -> deliver(node, alice, message("m", 400 + random.nextInt(400)));
        }
    }

    /** All that a node would tell its sessions. */
    private List<String> known(MailStore node) throws Exception {
        var lines = new ArrayList<String>();
        for (Mailboxes.Info info : node.mailboxes(alice.id()).list()) {
            Mailbox mailbox = node.mailboxes(alice.id()).open(info.name());
            Mailbox.Index index = mailbox.index();
            lines.add(info.name() + " " + index.status() + Arrays.toString(index.uids()) + Arrays.toString(index.flags()) + Arrays.toString(index.modSeqs())
                + mailbox.changesSince(1).expunged());
            mailbox.read(UidSet.ALL, Mailbox.Detail.SUMMARY, m -> lines.add(m.uid() + " " + m.id() + " " + m.size() + " " + m.flags()));
        }
        lines.add(node.mailboxes(alice.id()).usage().toString());
        return lines;
    }
}
