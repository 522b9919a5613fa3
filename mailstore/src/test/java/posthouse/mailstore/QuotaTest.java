package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.domain;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.incoming;
import static posthouse.mailstore.Stores.message;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.DomainUsage;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;

/** What accounts and domains may keep, to the octet, however many write at once. */
class QuotaTest {

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Account bob;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0);
        bob = accounts.get(1);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private interface Act {
        void act() throws Exception;
    }

    /** Runs one act on many threads, many times each; returns how often it was not refused. */
    private static int storm(int threads, int times, Act act) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        var done = new AtomicInteger();
        var running = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < threads; i++) {
            running.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < times; n++) {
                    try {
                        act.act();
                        done.incrementAndGet();
                    } catch (OverQuota e) {
                        // refused
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
            }, pool));
        }
        for (var each : running) {
            each.get();
        }
        pool.shutdown();
        return done.get();
    }

    @Test
    void manyWritersFillAnAccountExactly() throws Exception {
        store.directory().setQuota(alice.address(), 100_050, 0);
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        var turn = new AtomicInteger();
        int stored = storm(8, 40, () -> {
            if (turn.incrementAndGet() % 2 == 0) {
                deliver(store, alice, message("m", 1000));
            } else {
                Stores.append(store, archive, message("m", 1000), Flags.NONE);
            }
        });
        assertThat(stored).isEqualTo(100);
        assertThat(store.mailboxes(alice.id()).usage().octets()).isEqualTo(100_000);
        assertThat(store.hasRoom(alice.id(), 50)).isTrue();
        assertThat(store.hasRoom(alice.id(), 51)).isFalse();
    }

    @Test
    void manyWritersFillADomainExactly() throws Exception {
        deliver(store, bob, message("before", 500));
        store.directory().setDomainQuota(domain("example.org"), 0, 100);
        Account carol = Stores.accounts(store, "carol").get(0);
        List<Account> accounts = List.of(alice, bob, carol);
        var turn = new AtomicInteger();
        assertThat(storm(8, 20, () -> deliver(store, accounts.get(turn.incrementAndGet() % 3), message("m", 100)))).isEqualTo(99);
        assertThat(store.directory().usage(domain("example.org"))).isEqualTo(new DomainUsage(500 + 99 * 100, 100, 0, 100));
        assertThat(store.hasRoom(alice.id(), 1)).isFalse();
        inbox(store, bob).expunge(UidSet.of(1), false);
        assertThat(store.hasRoom(alice.id(), 1)).isTrue();
        deliver(store, alice, message("m", 100));
        assertThatThrownBy(() -> deliver(store, alice, message("m", 100))).isInstanceOf(OverQuota.class).hasMessageContaining("example.org");
        store.directory().removeAccount(carol.address());
        assertThat(store.directory().usage(domain("example.org")).messages()).isLessThan(100);
        store.close();
        store = Stores.open(folder);
        assertThat(store.directory().usage(domain("example.org")).messageLimit()).isEqualTo(100);
    }

    @Test
    void oneMessageForTwoAccountsCountsTwiceInTheirDomain() throws Exception {
        store.directory().setDomainQuota(domain("example.org"), 1500, 0);
        try (Incoming incoming = incoming(store, message("m", 1000))) {
            var copies = List.of(new LocalCopy(alice.id(), "INBOX", new byte[0], Flags.NONE), new LocalCopy(bob.id(), "INBOX", new byte[0], Flags.NONE));
            assertThat(store.deliver(incoming, copies, true)).extracting(Delivered::stored).containsExactly(true, false);
        }
    }

    /** A copy of thousands of messages is applied in pieces: what it will add counts from the beginning. */
    @Test
    void largeCopiesCountBeforeTheyAreWhole() throws Exception {
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < 2_000; i++) {
            messages.add(new NewMessage(incoming(store, message("m", 100)), Flags.NONE, null));
        }
        Mailbox inbox = inbox(store, alice);
        inbox.append(messages);
        messages.forEach(m -> m.octets().close());
        store.directory().setQuota(alice.address(), 0, 4_010);
        Mailbox archive = store.mailboxes(alice.id()).open("Archive");
        Mailbox drafts = store.mailboxes(alice.id()).open("Drafts");
        var copying = CompletableFuture.supplyAsync(() -> {
            try {
                return inbox.copy(UidSet.ALL, archive).targetUids().length;
            } catch (OverQuota e) {
                return 0; // the others were faster
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
        });
        int stored = 0;
        while (!copying.isDone()) {
            stored += storm(2, 5, () -> Stores.append(store, drafts, message("m", 100), Flags.NONE));
        }
        stored += storm(2, 10, () -> Stores.append(store, drafts, message("m", 100), Flags.NONE));
        long letters = inbox.status().messages() - 2_000; // the one that tells of 90 %
        assertThat(letters).isBetween(0L, 1L);
        assertThat(store.mailboxes(alice.id()).usage().messages()).isEqualTo(2_000 + copying.get() + stored + letters).isLessThanOrEqualTo(4_010);
        assertThat(copying.get() == 0 || stored + letters == 10).isTrue();
    }

    @Test
    void theOwnerIsToldOnceThatItBecomesFull() throws Exception {
        store.directory().setQuota(alice.address(), 0, 1_000);
        Mailbox inbox = inbox(store, alice);
        var woken = new CountDownLatch(2);
        inbox.watch(woken::countDown);
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < 900; i++) {
            messages.add(new NewMessage(incoming(store, message("m", 100)), Flags.NONE, null));
        }
        inbox.append(messages);
        messages.forEach(m -> m.octets().close());
        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
        Message letter = inbox.read(901, Detail.STRUCTURE);
        assertThat(letter.structure().envelope().subject()).isEqualTo("The mailbox space of alice@example.org is 90% full");
        assertThat(letter.structure().envelope().from().get(0).mailbox()).isEqualTo("postmaster");
        inbox.expunge(UidSet.of(1, 2, 3), false);
        for (int i = 0; i < 5; i++) {
            deliver(store, alice, message("m", 100));
        }
        assertThat(inbox.status().messages()).isEqualTo(903);
    }

    @Test
    void mailboxesAreLimitedToo() throws Exception {
        store.close();
        store = Stores.open(folder, StoreKeys.MAX_MAILBOXES, 10L);
        Mailboxes mailboxes = store.mailboxes(alice.id());
        mailboxes.create("a/b/c", java.util.Set.of());
        assertThatThrownBy(() -> mailboxes.create("d/e", java.util.Set.of())).isInstanceOf(OverQuota.class);
        mailboxes.create("d", java.util.Set.of());
        assertThatThrownBy(() -> mailboxes.rename("d", "e/d")).isInstanceOf(OverQuota.class);
        assertThat(mailboxes.usage().mailboxes()).isEqualTo(10);
        mailboxes.rename("d", "e");
        assertThat(store.directory().account(address("alice@example.org"))).isPresent();
    }

    @Test
    void anAccountMayHaveFewerMailboxesThanOthers() throws Exception {
        Mailboxes mailboxes = store.mailboxes(alice.id());
        store.directory().setQuota(address("alice@example.org"), 0, 0, 7);
        mailboxes.create("a", java.util.Set.of());
        assertThatThrownBy(() -> mailboxes.create("b", java.util.Set.of())).isInstanceOf(OverQuota.class);
        assertThatThrownBy(() -> mailboxes.rename("a", "b/a")).isInstanceOf(OverQuota.class);
        assertThat(mailboxes.usage().mailboxLimit()).isEqualTo(7);
        store.directory().setQuota(address("alice@example.org"), 1000, 10);
        assertThat(mailboxes.usage().mailboxLimit()).isEqualTo(7);
        store.directory().removeAccount(address("alice@example.org"));
        store.removed().restoreAccount(alice.id());
        store.close();
        store = Stores.open(folder);
        assertThat(store.mailboxes(alice.id()).usage().mailboxLimit()).isEqualTo(7);
        store.directory().setQuota(address("alice@example.org"), 0, 0, 0);
        store.mailboxes(alice.id()).create("b/c", java.util.Set.of());
    }
}
