package posthouse.mailstore.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;

/** Measures the store alone, by hand: arguments are an empty folder, seconds for each figure, octets of a message. */
public final class StoreLoad {
    private static final int ACCOUNTS = 40;

    private StoreLoad() {
    }

    private interface Work {
        void once(int thread, long round) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int seconds = Integer.parseInt(args[1]);
        byte[] octets = Stores.message("a message of the load", Integer.parseInt(args[2]));
        long opening = System.nanoTime();
        try (MailStore store = Stores.open(folder)) {
            System.out.printf("opened in %d ms%n", (System.nanoTime() - opening) / 1_000_000);
            var names = new String[ACCOUNTS];
            Arrays.setAll(names, i -> "user" + i);
            List<Account> accounts = Stores.accounts(store, names);
            for (int threads : new int[] {10, 1, 10, 50}) { // the first is the warm-up
                measure("deliver", threads, seconds, (t, n) -> Stores.deliver(store, accounts.get((int) ((t * 7 + n) % ACCOUNTS)), octets));
            }
            Mailbox inbox = Stores.inbox(store, accounts.get(0));
            while (inbox.status().messages() < 10_000) {
                var messages = new ArrayList<Mailbox.NewMessage>();
                for (int i = 0; i < 500; i++) {
                    messages.add(new Mailbox.NewMessage(Stores.incoming(store, octets), Flags.NONE, null));
                }
                inbox.append(messages);
                messages.forEach(m -> m.octets().close());
            }
            long size = inbox.status().messages();
            measure("status", 1, seconds, (t, n) -> inbox.status());
            measure("index of " + size, 1, seconds, (t, n) -> inbox.index());
            measure("summaries of " + size, 1, seconds, (t, n) -> inbox.read(UidSet.ALL, Detail.SUMMARY, m -> { }));
            measure("structures of " + size, 1, seconds, (t, n) -> inbox.read(UidSet.ALL, Detail.STRUCTURE, m -> { }));
            measure("one summary", 1, seconds, (t, n) -> inbox.read(1 + n * 7919 % size, Detail.SUMMARY));
            measure("one structure", 1, seconds, (t, n) -> inbox.read(1 + n * 7919 % size, Detail.STRUCTURE));
            measure("one body", 1, seconds, (t, n) -> Stores.read(inbox, 1 + n * 7919 % size));
            for (int threads : new int[] {10, 1, 10}) {
                measure("flag", threads, seconds, (t, n) -> {
                    var kind = n / 10_000 % 2 == 0 ? FlagChange.Kind.ADD : FlagChange.Kind.REMOVE;
                    inbox.store(UidSet.of(1 + (t * 997 + n) % size), new FlagChange(kind, Flags.of(Flags.System.SEEN)), OptionalLong.empty());
                });
            }
            measure("changes since", 1, seconds, (t, n) -> inbox.changesSince(inbox.status().highestModSeq() - 1));
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                System.out.printf("%12d %s%n", Files.size(file), folder.relativize(file));
            }
        }
        opening = System.nanoTime();
        Stores.open(folder).close();
        System.out.printf("opened and closed again in %d ms%n", (System.nanoTime() - opening) / 1_000_000);
    }

    private static void measure(String what, int threads, int seconds, Work work) throws Exception {
        var done = new AtomicLong();
        var longest = new AtomicLong();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long cpu = cpu();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            var worker = new Thread(() -> {
                try {
                    for (long n = 0; System.nanoTime() < end; n++) {
                        long before = System.nanoTime();
                        work.once(thread, n);
                        long took = System.nanoTime() - before;
                        longest.accumulateAndGet(took, Math::max);
                        done.incrementAndGet();
                    }
                } catch (Exception e) {
                    e.printStackTrace();
                }
            });
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-24s %2d threads %10.0f/s  longest %6.1f ms  CPU %.3f ms each%n", what, threads, done.get() / took, longest.get() / 1e6,
            (cpu() - cpu) / 1e6 / done.get());
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
