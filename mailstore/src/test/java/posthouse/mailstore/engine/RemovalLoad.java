package posthouse.mailstore.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Removed.RemovedMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;

/**
 * Not a test: how long large commands take, and how long deliveries beside them wait. Arguments: an empty folder, messages, and for a store in a
 * PostgreSQL its URL.
 */
public final class RemovalLoad {
    private static final FlagChange SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));

    private interface Removal {
        void run() throws Exception;
    }

    private RemovalLoad() {
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        Path folder = Path.of(args[0]);
        try (MailStore store = args.length > 2 ? Stores.open(folder, StoreKeys.URL, args[2]) : Stores.open(folder)) {
            List<Account> accounts = Stores.accounts(store, "alice", "bob");
            Mailbox inbox = Stores.inbox(store, accounts.get(0));
            for (int i = 0; i < 2; i++) { // the first is the warm-up
                fill(store, inbox, count);
                measure("STORE of all", store, accounts.get(1), () -> inbox.store(UidSet.ALL, SEEN, OptionalLong.empty()));
                Mailbox copies = store.mailboxes(accounts.get(0).id()).create("copies" + i, Set.of());
                measure("COPY of all", store, accounts.get(1), () -> inbox.copy(UidSet.ALL, copies));
                var everyOther = new UidSet.Builder();
                for (long uid : inbox.index().uids()) {
                    if (uid % 2 == 0) {
                        everyOther.add(uid);
                    }
                }
                UidSet half = everyOther.build();
                measure("EXPUNGE of every other", store, accounts.get(1), () -> inbox.expunge(half, false));
                fill(store, inbox, count / 2);
                measure("EXPUNGE of all", store, accounts.get(1), () -> inbox.expunge(UidSet.ALL, false));
                Mailbox box = store.mailboxes(accounts.get(0).id()).create("box" + i, Set.of());
                fill(store, box, count);
                String name = box.name();
                measure("nothing, for 3 s", store, accounts.get(1), () -> Thread.sleep(3000));
                measure("DELETE", store, accounts.get(1), () -> store.mailboxes(accounts.get(0).id()).delete(name));
                measure("the mailbox restored", store, accounts.get(1), () -> restore(store, accounts.get(0).id(), name));
                measure("account remove", store, accounts.get(1), () -> store.directory().removeAccount(accounts.get(0).address()));
                measure("the account restored", store, accounts.get(1), () -> store.removed().restoreAccount(accounts.get(0).id()));
                store.mailboxes(accounts.get(0).id()).delete(name);
                fill(store, inbox, 2_000);
                measure("2,000 single EXPUNGEs", store, accounts.get(1), () -> {
                    for (long uid : inbox.index().uids()) {
                        inbox.expunge(UidSet.of(uid), false);
                    }
                });
            }
        }
    }

    private static void restore(MailStore store, long account, String name) throws StoreException {
        for (RemovedMailbox mailbox : store.removed().mailboxes(account)) {
            if (mailbox.name().equals(name)) {
                store.removed().restoreMailbox(mailbox, account);
            }
        }
    }

    private static void fill(MailStore store, Mailbox mailbox, int count) throws StoreException {
        for (int done = 0; done < count; done += 500) {
            var messages = new ArrayList<Mailbox.NewMessage>();
            for (int i = 0; i < 500; i++) {
                messages.add(new Mailbox.NewMessage(Stores.incoming(store, Stores.message("letter " + i, 1000)), Flags.NONE, null));
            }
            mailbox.append(messages);
            messages.forEach(m -> m.octets().close());
        }
    }

    private static void measure(String what, MailStore store, Account other, Removal removal) throws Exception {
        var ended = new AtomicBoolean();
        var waits = new ArrayList<Long>();
        var delivering = new Thread(() -> {
            try {
                while (!ended.get()) {
                    long before = System.nanoTime();
                    Stores.deliver(store, other, Stores.message("beside", 4000));
                    waits.add(System.nanoTime() - before);
                }
            } catch (StoreException e) {
                e.printStackTrace();
            }
        });
        delivering.start();
        long before = System.nanoTime();
        removal.run();
        long took = System.nanoTime() - before;
        ended.set(true);
        delivering.join();
        long[] sorted = waits.stream().mapToLong(w -> w).toArray();
        Arrays.sort(sorted);
        System.out.printf("%-24s %6d ms; %5d deliveries beside it, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n", what, took / 1_000_000, sorted.length,
            sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6, sorted[sorted.length - 1] / 1e6);
    }
}
