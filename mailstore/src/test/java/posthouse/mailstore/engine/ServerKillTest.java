package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.SystemServer;

/**
 * A PostgreSQL is killed, all its processes at once, in the middle of a storm of deliveries, and started again: the store heals by
 * itself, what was acknowledged is there, and nothing is there twice or that was refused. {@code -Dposthouse.kill.rounds=30} is the long form.
 */
@OnPostgres
class ServerKillTest {
    private static final int ROUNDS = Integer.getInteger("posthouse.kill.rounds", 3);
    private static final int THREADS = 6;

    @TempDir
    private Path folder;
    private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        SystemServer server = SystemServer.start(true).orElse(null);
        Assumptions.assumeTrue(server != null, "no programs of PostgreSQL here");
        try (server; MailStore store = Stores.open(folder, StoreKeys.URL, server.url("postgres"))) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = Stores.inbox(store, alice);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> storm(store, alice, inbox)));
            }
            threads.forEach(Thread::start);
            for (int round = 0; round < ROUNDS; round++) {
                awaitMore(40 + (int) (Math.random() * 100));
                server.kill();
                server.begin();
                awaitMore(20);
            }
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            check(inbox);
            assertThat(store.care().verify().problems()).isEmpty();
            System.out.printf("server kills: %d acknowledged, %d refused, %d unknown, none lost, none twice%n", acknowledged.size(), refused.size(),
                unknown.size());
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 60);
    }

    private void awaitMore(int count) {
        int enough = acknowledged.size() + count;
        await().atMost(Duration.ofSeconds(90)).until(() -> acknowledged.size() >= enough || !failures.isEmpty());
    }

    /** Each second message is appended; some are large. */
    private void storm(MailStore store, Account alice, Mailbox inbox) {
        while (!over.get()) {
            int number = numbers.incrementAndGet();
            try {
                acknowledged.put(number, number % 2 == 0 ? Stores.deliver(store, alice, octets(number))
                    : Stores.append(store, inbox, octets(number), Flags.NONE));
            } catch (Unavailable e) {
                refused.add(number);
            } catch (OutcomeUnknown e) {
                unknown.add(number);
            } catch (Exception | Error e) {
                synchronized (failures) {
                    failures.add(e);
                }
                return;
            }
        }
    }

    private static byte[] octets(int number) {
        return Stores.message("message " + number, number % 40 == 0 ? 1_500_000 : 300 + number * 37 % 9000);
    }

    private void check(Mailbox inbox) throws Exception {
        var present = new ConcurrentHashMap<Integer, Message>();
        var messages = new ArrayList<Message>();
        inbox.read(UidSet.ALL, Detail.STRUCTURE, messages::add);
        for (Message message : messages) {
            int number = Integer.parseInt(message.structure().envelope().subject().substring("message ".length()));
            assertThat(present.put(number, message)).as("message %d is there twice", number).isNull();
            assertThat(Stores.read(inbox, message)).isEqualTo(octets(number));
        }
        acknowledged.forEach((number, uid) -> {
            assertThat(present.get(number)).as("message %d was acknowledged", number).isNotNull();
            assertThat(present.get(number).uid()).isEqualTo(uid);
        });
        assertThat(present.keySet()).doesNotContainAnyElementsOf(refused);
        assertThat(inbox.status().messages()).isEqualTo(messages.size());
    }
}
