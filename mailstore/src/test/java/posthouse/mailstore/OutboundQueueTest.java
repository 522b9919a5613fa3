package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.OutboundQueue.Conclusion;
import posthouse.mailstore.OutboundQueue.NewMail;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.Return;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.jdbc.TableDump;

class OutboundQueueTest {

    private static final Instant LATER = Instant.now().plusSeconds(3600);

    @TempDir
    private Path folder;

    static Outgoing to(long account, int priority, String... addresses) {
        var terms = new Terms("J1", account, null, null, false, false, priority, null, Optional.empty());
        return new Outgoing(ReversePath.NULL, terms, List.of(addresses).stream().map(a -> To.of(Stores.address(a))).toList(), new byte[0]);
    }

    private static void queue(MailStore store, String subject, Outgoing... outgoing) throws StoreException {
        try (Incoming octets = Stores.incoming(store, Stores.message(subject, 300))) {
            store.deliver(octets, List.of(), List.of(outgoing), false);
        }
    }

    private static List<QueuedMessage> claim(MailStore store, String domain, int limit) throws StoreException {
        return store.queue().claim(domain, other -> false, LATER, limit);
    }

    private static String octets(MailStore store, QueuedMessage message) throws StoreException {
        try (MessageBody body = store.queue().body(message)) {
            var octets = new byte[(int) body.size()];
            body.read(0, octets, 0, octets.length);
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    @Test
    void everythingOfAnEnvelopeIsKept() throws Exception {
        var until = Instant.ofEpochMilli(System.currentTimeMillis() + 7_200_000);
        var terms = new Terms("J2", 7, "QQ314159", Return.HDRS, true, true, -3, until, Optional.of(new DeliverBy(until, true, false)));
        var recipient = new To(Stores.address("\u00fc@b.test"), "utf-8;\u00fc@a.test", Set.of(Notify.SUCCESS, Notify.DELAY));
        var outgoing = new Outgoing(ReversePath.parse("<alice@example.org>"), terms, List.of(recipient), Stores.octets("X: 1\r\n"));
        try (MailStore store = Stores.open(folder)) {
            queue(store, "a", outgoing);
        }
        try (MailStore store = Stores.open(folder)) {
            QueuedMessage queued = store.queue().list(0, 10).get(0);
            assertThat(queued.sender()).isEqualTo(outgoing.sender());
            assertThat(queued.terms()).isEqualTo(terms);
            assertThat(queued.recipients()).containsExactly(new QueuedMessage.Recipient(1, recipient, Progress.first(until)));
            assertThat(octets(store, queued)).startsWith("X: 1\r\nFrom: ").hasSize((int) queued.size());
            assertThat(store.queue().claim("b.test", other -> false, until.minusMillis(1), 9)).as("held until then").isEmpty();
            assertThat(store.queue().nextDue("b.test", Instant.now())).contains(until);
            assertThat(store.queue().claim("b.test", other -> false, until, 9)).hasSize(1);
        }
    }

    @Test
    void whatIsClaimedIsClaimedOnce() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            queue(store, "a", to(0, 0, "a@one.test", "b@one.test", "c@two.test"));
            QueuedMessage claimed = claim(store, "one.test", 9).get(0);
            assertThat(claimed.recipients()).extracting(r -> r.to().address().toString()).containsExactly("a@one.test", "b@one.test");
            assertThat(claim(store, "one.test", 9)).isEmpty();
            assertThat(claim(store, "two.test", 9)).hasSize(1);
            store.queue().release(claimed);
            assertThat(claim(store, "one.test", 9)).hasSize(1);
            assertThat(store.queue().domains("", 9)).containsExactly("one.test", "two.test");
        }
    }

    @Test
    void urgentOnesComeFirstAndSendersTakeTurns() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            for (int i = 0; i < 30; i++) {
                queue(store, "many", to(1, 0, "a@one.test"));
            }
            queue(store, "few", to(2, 0, "a@one.test"));
            queue(store, "urgent", to(1, 4, "a@one.test"));
            queue(store, "slow", to(3, -4, "a@one.test"));
            var order = new ArrayList<String>();
            for (QueuedMessage message : claim(store, "one.test", 4)) {
                order.add(message.terms().account() + "/" + message.terms().priority());
            }
            assertThat(order).containsExactly("1/4", "1/0", "2/0", "1/0");
            assertThat(claim(store, "one.test", 100)).hasSize(29).last().extracting(m -> m.terms().priority()).isEqualTo(-4);
        }
    }

    @Test
    void resultsAndNoticesAreOneRecordAndOutliveTheDatabase() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            var alice = Stores.accounts(store, "alice").get(0);
            store.directory().setQuota(alice.address(), 1, 0);
            queue(store, "a", to(0, 0, "a@one.test", "b@one.test", "c@one.test"));
            QueuedMessage claimed = claim(store, "one.test", 9).get(0);
            var progress = new Progress(1, Instant.ofEpochMilli(5), LATER, false, true, "mx.one.test", "450 4.2.1 later");
            store.queue().hold(List.of(claimed.id()));
            try (Incoming notice = Stores.incoming(store, Stores.octets("Subject: sorry\r\n\r\n"))) {
                var copy = new LocalCopy(alice.id(), "INBOX", new byte[0], Flags.NONE);
                store.queue().conclude(List.of(new Conclusion(claimed, Set.of(1, 2), Map.of(3, progress), null,
                    new NewMail(notice, List.of(copy), List.of(to(0, 0, "x@two.test"))))));
            }
            var left = store.queue().find(claimed.id()).orElseThrow().recipients();
            assertThat(left).extracting(QueuedMessage.Recipient::number).containsExactly(3);
            assertThat(left.get(0).progress()).isEqualTo(new Progress(1, Instant.ofEpochMilli(5), Instant.ofEpochMilli(LATER.toEpochMilli()),
                true, true, "mx.one.test", "450 4.2.1 later"));
            assertThat(octets(store, claim(store, "two.test", 1).get(0))).isEqualTo("Subject: sorry\r\n\r\n");
            assertThat(Stores.read(Stores.inbox(store, alice), 1)).isEqualTo(Stores.octets("Subject: sorry\r\n\r\n"));
            assertThat(claim(store, "one.test", 9)).as("held").isEmpty();
            store.queue().retry(List.of(claimed.id()), true);
            QueuedMessage again = claim(store, "one.test", 9).get(0);
            store.queue().conclude(List.of(new Conclusion(again, Set.of(3), Map.of(), null, null)));
            assertThat(store.queue().find(claimed.id())).isEmpty();
            queue(store, "stays", to(0, 0, "a@three.test"));
        }
        var before = TableDump.of(folder);
        assertThat(before.stream().filter(l -> l.startsWith("queue_message"))).hasSize(2);
        TableDump.forget(folder);
        Stores.open(folder).close();
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void aDeliveryHereAndItsEndInTheQueueAreOneRecord() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            var alice = Stores.accounts(store, "alice").get(0);
            queue(store, "a", to(0, 0, "alice@example.org"));
            QueuedMessage claimed = claim(store, "example.org", 9).get(0);
            var copy = new LocalCopy(alice.id(), "INBOX", Stores.octets("Return-Path: <>\r\n"), Flags.NONE);
            store.directory().setQuota(alice.address(), 1, 0);
            try (Incoming octets = Stores.incoming(store, Stores.octets("Subject: a\r\n\r\n"))) {
                var conclusion = new Conclusion(claimed, Set.of(1), Map.of(), new NewMail(octets, List.of(copy), List.of()), null);
                assertThatThrownBy(() -> store.queue().conclude(List.of(conclusion))).isInstanceOf(OverQuota.class);
                assertThat(claim(store, "example.org", 9)).as("still claimed").isEmpty();
                store.directory().setQuota(alice.address(), 0, 0);
                assertThat(store.queue().conclude(List.of(conclusion))).extracting(MailStore.Delivered::uid).containsExactly(1L);
            }
            assertThat(store.queue().list(0, 9)).isEmpty();
            assertThat(Stores.read(Stores.inbox(store, alice), 1)).isEqualTo(Stores.octets("Return-Path: <>\r\nSubject: a\r\n\r\n"));
        }
    }

    @Test
    void aQueuedMessageKeepsItsOctets() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            var alice = Stores.accounts(store, "alice").get(0);
            try (Incoming octets = Stores.incoming(store, Stores.message("a", 500))) {
                store.deliver(octets, List.of(new LocalCopy(alice.id(), "Sent", new byte[0], Flags.NONE)), List.of(to(0, 0, "a@one.test")), false);
            }
            var sent = store.mailboxes(alice.id()).open("Sent");
            sent.expunge(UidSet.of(List.of(new UidSet.Range(1, 1))), false);
            assertThat(octets(store, store.queue().list(0, 1).get(0))).isEqualTo(new String(Stores.message("a", 500)));
        }
        assertThat(TableDump.of(folder).stream().filter(l -> l.startsWith("body")).findFirst().orElseThrow()).contains("REFS=2"); // the queue, and what can be restored
    }

    @Test
    void whoWatchesHearsOfDomains() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            var heard = new ArrayList<Set<String>>();
            store.queue().watch(new OutboundQueue.Watcher() {
                @Override
                public void queued(Set<String> domains) {
                    heard.add(domains);
                }

                @Override
                public void retried(Set<String> domains) {
                    heard.add(domains);
                }
            });
            queue(store, "a", to(0, 0, "a@one.test", "b@two.test"));
            store.queue().remove(List.of(store.queue().list(0, 1).get(0).id()));
            assertThat(heard).containsExactly(Set.of("one.test", "two.test"));
            assertThat(store.queue().domains("", 9)).isEmpty();
        }
    }
}
