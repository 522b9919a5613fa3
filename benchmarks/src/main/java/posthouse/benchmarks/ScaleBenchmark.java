package posthouse.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.UidSet;

/**
 * A store of a million messages: how long it takes to open, to select a large mailbox, to deliver beside the deletion of one. Arguments:
 * a folder, and {@code fill} or {@code use}: two processes, so that the second begins with nothing in memory.
 */
public final class ScaleBenchmark {
    private static final int MESSAGES = 1_000_000;
    private static final int LARGE = 100_000;

    private ScaleBenchmark() {
    }

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        try (Posthouse posthouse = Posthouse.local(Path.of(args[0]))) {
            if (args[1].equals("fill")) {
                fill(posthouse);
            } else {
                System.out.printf("| opened | %,d ms |%n", since(start));
                use(posthouse);
            }
        }
    }

    private static void fill(Posthouse posthouse) throws Exception {
        byte[] octets = StoreBenchmark.message(600);
        long start = System.nanoTime();
        for (String large : new String[] {"Large", "To be deleted"}) {
            Mailbox mailbox = posthouse.store.mailboxes(posthouse.accounts.get(0).id()).create(large, Set.of());
            Posthouse.fill(posthouse.store, mailbox, octets, LARGE);
        }
        int each = (MESSAGES - 2 * LARGE) / (posthouse.accounts.size() - 1);
        for (int account = 1; account < posthouse.accounts.size(); account++) {
            Posthouse.fill(posthouse.store, posthouse.inbox(account), octets, each);
        }
        System.out.printf("| filled with a million messages | %,d s |%n", since(start) / 1000);
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void use(Posthouse posthouse) throws Exception {
        Mailboxes mailboxes = posthouse.store.mailboxes(posthouse.accounts.get(0).id());
        long start = System.nanoTime();
        Mailbox large = mailboxes.open("Large");
        large.status();
        System.out.printf("| its status | %,d ms |%n", since(start));
        start = System.nanoTime();
        int count = large.index().uids().length;
        System.out.printf("| UIDs and flags of %,d messages, first time | %,d ms |%n", count, since(start));
        start = System.nanoTime();
        large.read(UidSet.of(50_000), Detail.STRUCTURE, m -> { });
        System.out.printf("| one message of them | %,d ms |%n", since(start));
        byte[] octets = StoreBenchmark.message(4096);
        Meter.measure(2, 5, (t, n) -> posthouse.deliver(t + 1, n, octets));
        print("a delivery, nothing beside it", Meter.measure(4, 5, (t, n) -> posthouse.deliver(t + 1, n, octets)));
        var failure = new AtomicReference<Exception>();
        var deleted = new long[1];
        var deleting = new Thread(() -> {
            long begin = System.nanoTime();
            try {
                mailboxes.delete("To be deleted");
            } catch (Exception e) {
                failure.set(e);
            }
            deleted[0] = since(begin);
        });
        deleting.start();
        print("a delivery beside the DELETE of 100,000 messages", Meter.measure(4, 5, (t, n) -> posthouse.deliver(t + 1, n, octets)));
        deleting.join();
        if (failure.get() != null) {
            throw failure.get();
        }
        System.out.printf("| that DELETE | %,d ms |%n", deleted[0]);
        System.gc();
        System.out.printf("| heap in use after a collection | %,d MB |%n",
            Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20);
    }

    private static void print(String what, Meter.Result result) {
        System.out.printf("| %s | %,.0f/s, p99 %.1f ms |%n", what, result.perSecond(), result.p99());
    }
}
