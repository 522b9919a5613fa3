package posthouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.net.Network;
import posthouse.common.net.Tls;
import posthouse.common.sasl.Authenticator;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;
import posthouse.testdb.TestPostgres;

/** A real store in a folder of its own, a real authenticator, and listeners on loopback at free ports. */
public final class TestServer implements AutoCloseable {

    /** The password of accounts. */
    public static final String PASSWORD = "secret";
    private static final Map<String, List<ScramKeys>> KEYS = new ConcurrentHashMap<>();
    private static final int AT_ONCE = 500;
    private static final Instant FIRST_DATE = Instant.parse("2024-01-01T00:00:00Z");

    /** In memory where there is room: a new store is forced to disk some twenty times before a test begins. */
    private static final Path BASE = base(Path.of("/dev/shm"));
    private static final long ROOM = 2L << 30;

    private final Path folder;
    private final TestSettings settings;
    private MailStore store;
    private Authenticator authenticator;
    private Network network;
    private Network networkWithTls;

    private static Path base(Path memory) {
        try {
            return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestServer() {
        this(TestSettings.of());
    }

    public TestServer(TestSettings settings) {
        this.settings = settings;
        try {
            folder = Files.createTempDirectory(BASE, "posthouse-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open();
    }

    private void open() {
        TestPostgres.engineUrl(data()).ifPresent(settings::on);
        try {
            store = MailStore.open(data(), settings);
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
        authenticator = new Authenticator(store.directory(), settings);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Opens a port on loopback. */
    public InetSocketAddress listen(MakeProtocol protocol, Security security) throws IOException {
        return network(security).listen(protocol.with(store, authenticator, settings),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), security == Security.TLS).address();
    }

    private Network network(Security security) {
        if (security == Security.NONE) {
            network = network == null ? new Network(settings, null) : network;
            return network;
        }
        networkWithTls = networkWithTls == null ? new Network(settings, Certificate.TLS) : networkWithTls;
        return networkWithTls;
    }

    public MailStore store() {
        return store;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public TestSettings settings() {
        return settings;
    }

    /** Where everything is kept; gone when the server is closed. */
    public Path folder() {
        return folder;
    }

    /** The account of this address with {@link #PASSWORD}; it and its domain are made if they aren't yet. */
    public Account account(String address) throws StoreException {
        return account(address, PASSWORD);
    }

    public Account account(String address, String password) throws StoreException {
        EmailAddress parsed = address(address);
        Optional<Account> there = store.directory().account(parsed);
        if (there.isPresent()) {
            return there.get();
        }
        if (!store.directory().isLocal(parsed.domain())) {
            store.directory().addDomain(parsed.domain(), Optional.empty());
        }
        return store.directory().addAccounts(List.of(new NewAccount(parsed, keys(password)))).get(0);
    }

    /** With as few rounds as RFC 7677 allows, and made once: tests hash a lot. */
    private static List<ScramKeys> keys(String password) {
        return KEYS.computeIfAbsent(password, p -> ScramKeys.forPassword(p, 4096));
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A mailbox of an account; both are made if they aren't yet. */
    public Mailbox mailbox(String address, String name) throws StoreException {
        Mailboxes mailboxes = store.mailboxes(account(address).id());
        Optional<Mailbox> there = mailboxes.find(name);
        return there.isPresent() ? there.get() : mailboxes.create(name, Set.of());
    }

    public Mailbox inbox(String address) throws StoreException {
        return mailbox(address, Mailboxes.INBOX);
    }

    /** Adds a message without flags. */
    public long append(Mailbox mailbox, byte[] octets) throws StoreException {
        return append(mailbox, octets, Flags.NONE, FIRST_DATE);
    }

    /** Adds a message and returns its UID. */
    public long append(Mailbox mailbox, byte[] octets, Flags flags, Instant internalDate) throws StoreException {
        try (var incoming = store.incoming()) {
            incoming.write(octets, 0, octets.length);
            return mailbox.append(List.of(new Mailbox.NewMessage(incoming, flags, internalDate))).uids()[0];
        }
    }

    /** Adds {@code count} messages that are the same in every run: {@link #message}. */
    public void append(Mailbox mailbox, int count) throws StoreException {
        for (int first = 1; first <= count; first += AT_ONCE) {
            appendAtOnce(mailbox, first, Math.min(first + AT_ONCE, count + 1));
        }
    }

    private void appendAtOnce(Mailbox mailbox, int first, int end) throws StoreException {
        var messages = new ArrayList<Mailbox.NewMessage>();
        try {
            for (int number = first; number < end; number++) {
                var incoming = store.incoming();
                messages.add(new Mailbox.NewMessage(incoming, Flags.NONE, FIRST_DATE.plusSeconds(number)));
                byte[] octets = message(number, 0);
                incoming.write(octets, 0, octets.length);
            }
            mailbox.append(messages);
        } finally {
            messages.forEach(m -> m.octets().close());
        }
    }

    /** The message of this number; if {@code size} isn't 0 it has exactly that many octets (90 or more). */
    public static byte[] message(int number, int size) {
        String text = "From: sender@example.com\r\nSubject: Message " + number + "\r\n\r\nThis is message " + number + ".\r\n";
        if (size == 0) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        var filled = new StringBuilder(text);
        while (filled.length() < size) {
            int missing = size - filled.length();
            int line = missing <= 72 ? missing : 70;
            filled.append("x".repeat(Math.max(line - 2, 0))).append("\r\n");
        }
        if (filled.length() != size) {
            throw new IllegalArgumentException("no message has " + size + " octets: too small");
        }
        return filled.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
        if (networkWithTls != null) {
            networkWithTls.close();
        }
        authenticator.close();
        store.close();
        TestPostgres.release(data());
        delete(folder);
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One self-signed certificate for all tests of a run: making one takes a while. */
    private static final class Certificate {
        static final Tls TLS = make();

        private static Tls make() {
            try {
                Path folder = Files.createTempDirectory("posthouse-test-tls");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return Tls.selfSigned(folder, "localhost");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
