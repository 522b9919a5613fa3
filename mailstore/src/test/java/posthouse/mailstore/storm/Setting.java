package posthouse.mailstore.storm;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Directory;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Stores;
import posthouse.mailstore.TlsResults.TlsResult;

/** What is set for an account, or beside it: each has a name in the model, and a number, which is 0 for none. */
enum Setting {

    QUOTA {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.directory().setQuota(address(store, account), value == 0 ? 0 : (1L << 40) + value, 0); // never reached
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().account(account).orElseThrow().quotaOctets() & 0xffff;
        }
    },
    PASSWORD {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.directory().setKeys(address(store, account), keys(value));
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().find(address(store, account).toString()).orElseThrow().keys().get(0).storedKey()[0];
        }
    },
    APOP_SECRET {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.directory().setApopSecret(address(store, account), value == 0 ? null : "secret " + value);
        }

        @Override
        long read(MailStore store, long account) {
            return number(store.directory().apopSecret(account));
        }
    },
    FORWARD {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.directory().setForward(address(store, account), value == 0 ? List.of() : List.of(Stores.address("other@" + value + ".test")));
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().forward(address(store, account)).stream().mapToLong(a -> Long.parseLong(a.domain().name().replace(".test", ""))).sum();
        }
    },
    ALIAS {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            var alias = new Directory.Alias("alias" + account, Stores.domain("example.org"), List.of(Stores.address("other@" + value + ".test")));
            if (value != 0) {
                store.directory().setAlias(alias);
            } else if (read(store, account) != 0) {
                store.directory().removeAlias(alias);
            }
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().aliases().stream().filter(a -> a.localPart().equals("alias" + account))
                .mapToLong(a -> Long.parseLong(a.targets().get(0).domain().name().replace(".test", ""))).sum();
        }
    },
    DOMAIN {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            Domain domain = domain(account);
            if (value == 0 && store.directory().isLocal(domain)) {
                store.directory().removeDomain(domain);
            } else if (value != 0 && !store.directory().isLocal(domain)) {
                store.directory().addDomain(domain, Optional.of(postmaster(value)));
            } else if (value != 0) {
                store.directory().setPostmaster(domain, Optional.of(postmaster(value)));
            }
        }

        private EmailAddress postmaster(int value) {
            return Stores.address("postmaster" + value + "@example.org");
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().domains().stream().filter(d -> d.domain().equals(domain(account)))
                .mapToLong(d -> Long.parseLong(d.postmaster().orElseThrow().localPart().substring("postmaster".length()))).sum();
        }
    },
    /** A second account: made, and erased. */
    ACCOUNT {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            var second = Stores.address("second" + account + "@example.org");
            boolean there = store.directory().account(second).isPresent();
            if (value == 0 && there) {
                store.directory().purgeAccount(second);
            } else if (value != 0 && !there) {
                store.directory().addAccounts(List.of(new Directory.NewAccount(second, keys(value))));
            } else if (value != 0) {
                store.directory().setKeys(second, keys(value));
            }
        }

        @Override
        long read(MailStore store, long account) {
            return store.directory().find("second" + account + "@example.org").map(login -> (long) login.keys().get(0).storedKey()[0]).orElse(0L);
        }
    },
    NOTE_OF_THE_SERVER {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.annotations().set(Annotations.SERVER, List.of(new Annotations.Annotation(account, "/comment",
                value == 0 ? null : Stores.octets("note " + value))));
        }

        @Override
        long read(MailStore store, long account) throws StoreException {
            return number(Optional.ofNullable(store.annotations().read(Annotations.SERVER, account).get("/comment")).map(String::new));
        }
    },
    /** What a domain elsewhere published: it can't be taken away. */
    POLICY {
        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.policies().keep(Sending.domain(account), new Kept("id " + (value + 1), "version: STSv1", Instant.EPOCH, Instant.now().plusSeconds(1_000_000)));
        }

        @Override
        long read(MailStore store, long account) throws StoreException {
            return Math.max(0, number(store.policies().find(Sending.domain(account)).map(Kept::id)) - 1);
        }
    },
    /** Counts of connections: they are added to. */
    TLS_RESULTS {
        private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

        @Override
        void set(MailStore store, long account, int value) throws StoreException {
            store.tlsResults().add(DAY, List.of(new TlsResult(Sending.domain(account), "sts", "mx.test", "success", value)));
        }

        @Override
        long after(long before, int value) {
            return before + value;
        }

        @Override
        long read(MailStore store, long account) throws StoreException {
            return store.tlsResults().of(DAY).stream().filter(r -> r.domain().equals(Sending.domain(account))).mapToLong(TlsResult::count).sum();
        }
    };

    /** Values are below this. */
    static final int MOST = 100;

    abstract void set(MailStore store, long account, int value) throws StoreException;

    abstract long read(MailStore store, long account) throws StoreException;

    long after(long before, int value) {
        return value;
    }

    static EmailAddress address(MailStore store, long account) {
        return store.directory().account(account).orElseThrow().address();
    }

    static Domain domain(long account) {
        return Stores.domain("d" + account + ".example");
    }

    /** With the salt that all passwords of an account share. */
    static List<ScramKeys> keys(int value) {
        var stored = new byte[32];
        stored[0] = (byte) value;
        return List.of(new ScramKeys(ScramHash.SHA_256, new byte[] {1, 2}, 4096, stored, new byte[32]));
    }

    static long number(Optional<String> text) {
        return text.map(t -> Long.parseLong(t.replaceAll("\\D", ""))).orElse(0L);
    }

    /** Sets one. */
    record Set(Setting setting, int value) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            setting.set(store, account, value);
        }

        @Override
        public void applyTo(Model model) {
            long after = setting.after(number(Optional.ofNullable(model.settings.get(setting.name()))), value);
            Deed.set(model.settings, setting.name(), after == 0 ? null : Long.toString(after));
        }
    }

    /** A further password. */
    record AddPassword(String name) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.directory().addAppPassword(address(store, account), name, java.util.Set.of(Scope.IMAP), keys(7));
        }

        @Override
        public void applyTo(Model model) {
            model.passwords.put(model.passwords.isEmpty() ? 1 : model.passwords.lastKey() + 1, name);
        }
    }

    record RemovePassword(long id) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.directory().removeAppPassword(address(store, account), id);
        }

        @Override
        public void applyTo(Model model) {
            model.passwords.remove(id);
        }
    }

    static void read(MailStore store, long account, Model model) throws StoreException {
        for (Setting setting : values()) {
            long value = setting.read(store, account);
            Deed.set(model.settings, setting.name(), value == 0 ? null : Long.toString(value));
        }
        store.directory().appPasswords(address(store, account)).forEach(p -> model.passwords.put(p.id(), p.name()));
    }
}
