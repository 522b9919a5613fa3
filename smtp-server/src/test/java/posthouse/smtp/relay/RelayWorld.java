package posthouse.smtp.relay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.config.Settings;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.smtp.relay.dns.TestDns;
import posthouse.testkit.TestSettings;

/** A store with alice@example.org, its relay, and the world around it: name server and next hop. Time is as the test says. */
final class RelayWorld implements AutoCloseable {

    /** Where this server would listen for mail. */
    static final String OURSELVES = "127.0.0.77";

    private static RelayWorld shared;

    final TestDns dns = new TestDns();
    final NextHop hop;
    final MailStore store;
    final Account alice;
    final TestClock clock = new TestClock();
    private final Settings settings;
    private Relay relay;

    static final class TestClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Settings that depend on the next hop. */
    interface Around {
        String[] settings(NextHop hop) throws Exception;
    }

    static RelayWorld with(Path folder, Around around) throws Exception {
        var hop = new NextHop();
        return new RelayWorld(folder, hop, around.settings(hop));
    }

    RelayWorld(Path folder, String... namesAndValues) throws Exception {
        this(folder, new NextHop(), namesAndValues);
    }

    private RelayWorld(Path folder, NextHop hop, String... namesAndValues) throws Exception {
        this.hop = hop;
        var all = new ArrayList<>(List.of("hostname", "mail.example.org", "relay.dns-server", dns.server(), "relay.mx-port", "" + hop.port(),
            "relay.connect-limit", "2s", "relay.reply-limit", "1s", "relay.data-limit", "1s", "relay.end-limit", "1s", "relay.language", "en"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            int at = all.indexOf(namesAndValues[i]);
            if (at >= 0) {
                all.set(at + 1, namesAndValues[i + 1]);
            } else {
                all.addAll(List.of(namesAndValues[i], namesAndValues[i + 1]));
            }
        }
        settings = TestSettings.of(all.toArray(String[]::new));
        store = MailStore.open(folder, settings);
        if (!store.directory().isLocal(Domain.parse("example.org"))) {
            store.directory().addDomain(Domain.parse("example.org"), Optional.empty());
            store.directory().addAccounts(List.of(new NewAccount(address("alice@example.org"), ScramKeys.forPassword("secret"))));
        }
        alice = store.directory().account(address("alice@example.org")).orElseThrow();
        domain("one.test");
        start();
    }

    private void start() throws IOException {
        relay = Relay.start(store, settings, clock, address -> address.getAddress().getHostAddress().equals(OURSELVES));
    }

    /**
     * One for all tests that need nothing special: closing it makes it as good as new. It ends with the process.
     */
    static synchronized RelayWorld shared() throws Exception {
        if (shared == null) {
            shared = new RelayWorld(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "relay-world"));
        }
        return shared;
    }

    private void refresh() throws IOException, StoreException {
        hop.reset();
        relay.close();
        store.queue().remove(queued().stream().map(QueuedMessage::id).toList());
        store.mailboxes(alice.id()).open("INBOX").expunge(UidSet.ALL, false);
        clock.ahead = Duration.ZERO;
        start();
    }

    /** A domain whose mail goes to the next hop. */
    void domain(String name) {
        dns.mx(name, 10, "mx." + name).a("mx." + name, "127.0.0.1");
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Terms terms() {
        return Terms.plain("J1", 1);
    }

    void send(String to) throws Exception {
        send(terms(), "Subject: hello\r\n\r\nHi\r\n", To.of(address(to)));
    }

    void send(Terms terms, String octets, To... to) throws Exception {
        send("<alice@example.org>", terms, octets, to);
    }

    void send(String from, Terms terms, String octets, To... to) throws Exception {
        try (Incoming message = store.incoming()) {
            byte[] all = octets.getBytes(StandardCharsets.UTF_8);
            message.write(all, 0, all.length);
            store.deliver(message, List.of(), List.of(new Outgoing(ReversePath.parse(from), terms, List.of(to), new byte[0])), false);
        }
    }

    static To to(String address, Outgoing.Notify... notify) {
        return new To(address(address), null, Set.of(notify));
    }

    /** Time goes on, and what is due by then is tried. */
    void later(Duration time) {
        clock.ahead = clock.ahead.plus(time);
        relay.look();
    }

    List<QueuedMessage> queued() {
        try {
            return store.queue().list(0, 100);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    void awaitEmptyQueue() {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> queued().isEmpty());
    }

    /** Waits until the only recipient has been tried so often. */
    Progress awaitAttempts(int attempts) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> !queued().isEmpty()
            && queued().get(0).recipients().get(0).progress().attempts() == attempts);
        return queued().get(0).recipients().get(0).progress();
    }

    NextHop.Received awaitReceived() throws InterruptedException {
        var received = hop.received.poll(20, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("nothing came");
        }
        return received;
    }

    /** Messages in alice's INBOX, as text. */
    List<String> inbox() throws StoreException {
        Mailbox inbox = store.mailboxes(alice.id()).open("INBOX");
        var messages = new ArrayList<String>();
        for (long uid : inbox.index().uids()) {
            try (MessageBody body = inbox.body(inbox.read(uid, Mailbox.Detail.SUMMARY))) {
                var octets = new byte[(int) body.size()];
                body.read(0, octets, 0, octets.length);
                messages.add(new String(octets, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }

    String awaitReport() throws StoreException {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> !inbox().isEmpty());
        return inbox().get(inbox().size() - 1);
    }

    void closeRelay() {
        relay.close();
    }

    @Override
    public void close() throws IOException, StoreException {
        if (this == shared) {
            refresh();
            return;
        }
        relay.close();
        store.close();
        hop.close();
        dns.close();
    }
}
