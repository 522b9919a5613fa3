package posthouse.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.mailstore.MailStore;

/**
 * The store alone: how fast it takes mail, beside simpler designs on the same disk in the same run, and how fast it gives it back.
 * Arguments: an empty folder, seconds for each figure, and, if there is one, the JDBC URL of an empty PostgreSQL database.
 */
public final class StoreBenchmark {
    private static final int[] CLIENTS = {1, 10, 50};
    private static final int TURNS = 3;
    private static final int MAILBOX = 10_000;

    private final Path folder;
    private final double seconds;
    private final String postgres;
    private int folders;

    private interface Opening {
        Subject open(Path folder) throws Exception;
    }

    private StoreBenchmark(Path folder, double seconds, String postgres) {
        this.folder = folder;
        this.seconds = seconds;
        this.postgres = postgres;
    }

    public static void main(String[] args) throws Exception {
        var benchmark = new StoreBenchmark(Path.of(args[0]), Double.parseDouble(args[1]), args.length > 2 ? args[2] : null);
        benchmark.deliveries(4096, 0);
        benchmark.deliveries(102_400, 0);
        benchmark.deliveries(4096, 3);
        benchmark.use();
    }

    static byte[] message(int size) {
        var text = new StringBuilder("From: Bob <bob@example.org>\r\nTo: Alice <alice@example.org>\r\nSubject: a message of the benchmark\r\n"
            + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\n");
        while (text.length() < size) {
            text.append("The quick brown fox jumps over the lazy dog. ").append(text.length()).append("\r\n");
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    /** The designs take turns, so that a disk that changes its mood does so for all. */
    private void deliveries(int size, long delay) throws Exception {
        byte[] octets = message(size);
        Map<String, Opening> designs = designs(delay);
        var best = new LinkedHashMap<String, double[]>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Map.Entry<String, Opening> design : designs.entrySet()) {
                double[] rates = best.computeIfAbsent(design.getKey(), d -> new double[CLIENTS.length]);
                try (Subject subject = design.getValue().open(Files.createDirectories(folder.resolve("store-" + ++folders)))) {
                    Meter.measure(10, seconds, (t, n) -> subject.deliver(t, n, octets)); // warms up
                    for (int i = 0; i < CLIENTS.length; i++) {
                        rates[i] = Math.max(rates[i], Meter.measure(CLIENTS[i], seconds, (t, n) -> subject.deliver(t, n, octets)).perSecond());
                    }
                }
            }
        }
        System.out.printf("%nDeliveries of %,d octets per second, best of %d turns%s%n%n", size, TURNS, delay == 0 ? "" : "; each force takes " + delay + " ms more");
        System.out.printf("| design | 1 client | 10 clients | 50 clients | of Posthouse's at 10 |%n| --- | --- | --- | --- | --- |%n");
        double ours = best.get("Posthouse, H2")[1];
        best.forEach((design, rates) -> System.out.printf("| %s | %,.0f | %,.0f | %,.0f | %.2f |%n", design, rates[0], rates[1], rates[2], rates[1] / ours));
    }

    private Map<String, Opening> designs(long delay) {
        var designs = new LinkedHashMap<String, Opening>();
        designs.put("Posthouse, H2", in -> delay == 0 ? Posthouse.local(in) : Posthouse.slow(in, delay));
        if (postgres != null && delay == 0) {
            designs.put("Posthouse, PostgreSQL", in -> Posthouse.postgres(in, postgres));
        }
        designs.put("the same, H2 forced too", in -> Posthouse.twoForces(in, delay));
        designs.put("all in H2", in -> new AllInH2(in, true, delay));
        designs.put("all in H2, each message alone", in -> new AllInH2(in, false, delay));
        return designs;
    }

    /** A mailbox that is in use, on each engine, with small and with large messages. */
    private void use() throws Exception {
        Path small = folder.resolve("use-small");
        Map<String, Opening> engines = new LinkedHashMap<>();
        engines.put("H2", Posthouse::local);
        if (postgres != null) {
            engines.put("PostgreSQL", in -> Posthouse.postgres(in, postgres));
        }
        System.out.printf("%nA mailbox in use: how often per second, and the CPU time of one with one client, PostgreSQL's own not counted%n%n"
            + "| what | engine, octets of a message | 1 client | 10 clients | 50 clients | CPU ms |%n| --- | --- | --- | --- | --- | --- |%n");
        for (Map.Entry<String, Opening> engine : engines.entrySet()) {
            try (var posthouse = (Posthouse) engine.getValue().open(Files.createDirectories(small))) {
                new MailboxInUse(posthouse, engine.getKey(), 4096, MAILBOX, seconds).run();
            }
            try (var posthouse = (Posthouse) engine.getValue().open(Files.createDirectories(folder.resolve("use-large")))) {
                new MailboxInUse(posthouse, engine.getKey(), 102_400, MAILBOX / 10, seconds).run();
            }
        }
        rebuild(small);
    }

    /** The database is made anew from the journal. */
    private static void rebuild(Path folder) throws Exception {
        for (String made : new String[] {"as it was left", "anew"}) {
            if (made.equals("anew")) {
                Files.delete(folder.resolve("database/store.mv.db"));
            }
            long start = System.nanoTime();
            MailStore store = Posthouse.local(folder).store;
            System.out.printf("%nopened, the database %s: %,d ms%n", made, (System.nanoTime() - start) / 1_000_000);
            store.close();
        }
    }
}
