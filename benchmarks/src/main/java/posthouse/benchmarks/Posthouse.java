package posthouse.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.engine.ProbedStore;

/** The store itself, with accounts that mail is delivered to. */
final class Posthouse implements Subject {
    static final int ACCOUNTS = 100;

    final MailStore store;
    final List<Account> accounts;

    private Posthouse(MailStore store) throws Exception {
        this.store = store;
        if (store.directory().accounts().isEmpty()) {
            store.directory().addDomain(Domain.parse("example.org"), Optional.empty());
            var keys = List.of(new ScramKeys(ScramHash.SHA_256, new byte[16], 4096, new byte[32], new byte[32]));
            var added = new ArrayList<NewAccount>();
            for (int i = 0; i < ACCOUNTS; i++) {
                added.add(new NewAccount(EmailAddress.parse("user" + i + "@example.org"), keys));
            }
            store.directory().addAccounts(added);
        }
        accounts = store.directory().accounts();
    }

    /** In a folder, with H2. */
    static Posthouse local(Path folder) throws Exception {
        return new Posthouse(MailStore.open(folder, settings(Map.of())));
    }

    /** In a folder, with H2; what is expunged goes at once. */
    static Posthouse forgetful(Path folder) throws Exception {
        return new Posthouse(MailStore.open(folder, settings(Map.of(StoreKeys.UNDELETE, 0L))));
    }

    /** In a folder, with H2, on a disk that takes longer for each force. */
    static Posthouse slow(Path folder, long millis) throws Exception {
        return new Posthouse(ProbedStore.open(folder, settings(Map.of()), () -> LockSupport.parkNanos(millis * 1_000_000)));
    }

    /** Like {@link #slow}, and H2's file is forced with each batch, too: what a store would do to which the journal is not enough. */
    static Posthouse twoForces(Path folder, long millis) throws Exception {
        var second = new Connection[1];
        var posthouse = new Posthouse(ProbedStore.open(folder, settings(Map.of()), () -> {
            LockSupport.parkNanos(2 * millis * 1_000_000);
            checkpoint(second[0]);
        }));
        second[0] = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("database/store").toAbsolutePath());
        return posthouse;
    }

    /** One batch late: it costs the same. */
    private static void checkpoint(Connection connection) {
        try {
            if (connection != null) {
                connection.createStatement().execute("checkpoint sync");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On PostgreSQL; the folder is for what is on its way. */
    static Posthouse postgres(Path folder, String url) throws Exception {
        return new Posthouse(MailStore.open(folder, settings(Map.of(StoreKeys.URL, url))));
    }

    static Settings settings(Map<Key<?>, Object> values) {
        var all = new HashMap<>(values);
        return new Settings() {
            @Override
            public <T> Optional<T> find(Key<T> key) {
                return Optional.ofNullable(key.type().cast(all.get(key)));
            }
        };
    }

    @Override
    public void deliver(int thread, long round, byte[] octets) throws Exception {
        Account account = accounts.get((int) ((thread * 7 + round) % accounts.size()));
        try (Incoming incoming = store.incoming()) {
            incoming.write(octets, 0, octets.length);
            store.deliver(incoming, List.of(new LocalCopy(account.id(), "INBOX", new byte[0], Flags.NONE)), false);
        }
    }

    Mailbox inbox(int account) throws Exception {
        return store.mailboxes(accounts.get(account).id()).open("INBOX");
    }

    /** Appends messages, many in one record, until the mailbox has so many. */
    static void fill(MailStore store, Mailbox mailbox, byte[] octets, int count) throws Exception {
        for (long missing = count - mailbox.status().messages(); missing > 0; missing = count - mailbox.status().messages()) {
            var messages = new ArrayList<Mailbox.NewMessage>();
            try {
                for (int i = 0; i < Math.min(500, missing); i++) {
                    Incoming incoming = store.incoming();
                    incoming.write(octets, 0, octets.length);
                    messages.add(new Mailbox.NewMessage(incoming, Flags.NONE, null));
                }
                mailbox.append(messages);
            } finally {
                messages.forEach(m -> m.octets().close());
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
