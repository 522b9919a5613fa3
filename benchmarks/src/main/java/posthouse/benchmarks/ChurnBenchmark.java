package posthouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.UidSet;

/**
 * Mail comes and goes: each of eight mailboxes keeps its newest hundred messages, the others are expunged one by one. What the files
 * take is told every 10,000 deliveries. Arguments: a folder that is empty, and how many deliveries.
 */
public final class ChurnBenchmark {
    private static final int THREADS = 8;
    private static final int KEPT = 100;
    private static final int STEP = 10_000;

    private ChurnBenchmark() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long count = Long.parseLong(args[1]);
        byte[] octets = StoreBenchmark.message(4096);
        var delivered = new AtomicLong();
        var failure = new AtomicReference<Exception>();
        System.out.println("| deliveries | per second | database MiB | journal MiB | snapshots MiB |");
        System.out.println("| --- | --- | --- | --- | --- |");
        try (Posthouse posthouse = Posthouse.forgetful(folder)) {
            long[] last = {System.nanoTime()};
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                threads.add(new Thread(() -> {
                    try {
                        Mailbox inbox = posthouse.inbox(number);
                        for (long uid = 1; delivered.get() < count; uid++) {
                            posthouse.deliver(0, number + posthouse.accounts.size(), octets);
                            if (uid > KEPT) {
                                inbox.expunge(UidSet.of(uid - KEPT), false);
                            }
                            if (delivered.incrementAndGet() % STEP == 0) {
                                tell(folder, delivered.get(), last);
                            }
                        }
                    } catch (Exception e) {
                        failure.set(e);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        System.out.printf("| closed | | %s |%n", sizes(folder));
    }

    private static synchronized void tell(Path folder, long delivered, long[] last) throws IOException {
        long now = System.nanoTime();
        System.out.printf("| %,d | %,.0f | %s |%n", delivered, STEP / ((now - last[0]) / 1e9), sizes(folder));
        last[0] = now;
    }

    private static String sizes(Path folder) throws IOException {
        var sizes = new ArrayList<String>();
        for (String part : new String[] {"database", "journal", "snapshots"}) {
            try (Stream<Path> files = Files.list(folder.resolve(part))) {
                sizes.add(String.format("%,.1f", files.mapToLong(f -> f.toFile().length()).sum() / 1048576.0));
            }
        }
        return String.join(" | ", sizes);
    }
}
