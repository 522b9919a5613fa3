package posthouse.mailstore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.testdb.TestPostgres;

/** What tests of the store share: a small world of example.org, and messages. */
public final class Stores {
    private Stores() {
    }

    public static MailStore open(Path folder, Object... keysAndValues) throws Unavailable {
        return MailStore.open(folder, settings(folder, keysAndValues));
    }

    /** With the engine that the tests are run with. */
    public static Settings settings(Path folder, Object... keysAndValues) {
        var all = new ArrayList<Object>(List.of(keysAndValues));
        TestPostgres.engineUrl(folder).filter(url -> !all.contains(StoreKeys.URL)).ifPresent(url -> {
            all.add(StoreKeys.URL);
            all.add(url);
        });
        return settings(all.toArray());
    }

    /** With files so small, and looks so frequent, that snapshots are taken and space is won back all the time. */
    public static MailStore openSmall(Path folder, String durability, long undelete) throws Unavailable {
        return open(folder, StoreKeys.DURABILITY, durability, StoreKeys.SEGMENT_SIZE, 256L << 10, StoreKeys.SNAPSHOT_OCTETS, 1L << 20,
            StoreKeys.SPACE_INTERVAL, Duration.ZERO, StoreKeys.UNDELETE, undelete);
    }

    public static Settings settings(Object... keysAndValues) {
        Map<Key<?>, Object> values = new HashMap<>();
        values.put(StoreKeys.RESERVE, 0L);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((Key<?>) keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                return Optional.ofNullable(key.type().cast(values.get(key)));
            }
        };
    }

    public static Domain domain(String name) {
        try {
            return Domain.parse(name);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static List<ScramKeys> keys() {
        return List.of(new ScramKeys(ScramHash.SHA_256, new byte[] {1, 2}, 4096, new byte[32], new byte[32]));
    }

    /** Makes accounts at example.org, and the domain. */
    public static List<Account> accounts(MailStore store, String... names) throws StoreException {
        if (!store.directory().isLocal(domain("example.org"))) {
            store.directory().addDomain(domain("example.org"), Optional.empty());
        }
        return store.directory().addAccounts(List.of(names).stream().map(n -> new NewAccount(address(n + "@example.org"), keys())).toList());
    }

    public static Mailbox inbox(MailStore store, Account account) throws NoSuchMailbox {
        return store.mailboxes(account.id()).open("INBOX");
    }

    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] message(String subject, int size) {
        var text = new StringBuilder("From: Bob <bob@example.org>\r\nSubject: " + subject + "\r\n\r\n");
        while (text.length() < size) {
            text.append("The quick brown fox jumps over the lazy dog. ").append(text.length()).append("\r\n");
        }
        return octets(text.substring(0, Math.max(size, text.indexOf("\r\n\r\n") + 4)));
    }

    public static Incoming incoming(MailStore store, byte[] octets) throws StoreException {
        Incoming incoming = store.incoming();
        incoming.write(octets, 0, octets.length);
        return incoming;
    }

    /** Delivers to INBOX; returns the UID. */
    public static long deliver(MailStore store, Account account, byte[] octets) throws StoreException {
        try (Incoming incoming = incoming(store, octets)) {
            List<Delivered> delivered = store.deliver(incoming, List.of(new LocalCopy(account.id(), "INBOX", new byte[0], Flags.NONE)), false);
            return delivered.get(0).uid();
        }
    }

    public static long append(MailStore store, Mailbox mailbox, byte[] octets, Flags flags) throws StoreException {
        try (Incoming incoming = incoming(store, octets)) {
            return mailbox.append(List.of(new Mailbox.NewMessage(incoming, flags, null))).uids()[0];
        }
    }

    public static byte[] read(Mailbox mailbox, long uid) throws StoreException {
        return read(mailbox, mailbox.read(uid, Mailbox.Detail.SUMMARY));
    }

    public static byte[] read(Mailbox mailbox, Message message) throws StoreException {
        try (MessageBody body = mailbox.body(message)) {
            var octets = new byte[(int) body.size()];
            int read = body.read(0, octets, 0, octets.length);
            if (read != octets.length) {
                throw new AssertionError("read " + read + " of " + octets.length);
            }
            return octets;
        }
    }
}
