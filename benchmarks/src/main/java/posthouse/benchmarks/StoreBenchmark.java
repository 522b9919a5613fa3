package posthouse.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.UidSet;

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
        benchmark.reading();
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

    private void reading() throws Exception {
        Path in = folder.resolve("reading");
        try (Posthouse posthouse = Posthouse.local(in)) {
            Mailbox inbox = posthouse.inbox(0);
            Posthouse.fill(posthouse.store, inbox, message(4096), MAILBOX);
            System.out.printf("%nA mailbox of %,d messages, H2%n%n| what | clients | per second | p99 ms | CPU ms each |%n| --- | --- | --- | --- | --- |%n", MAILBOX);
            print("status", 1, (t, n) -> inbox.status());
            print("UIDs and flags of all", 1, (t, n) -> inbox.index());
            print("summaries of all", 1, (t, n) -> inbox.read(UidSet.ALL, Detail.SUMMARY, m -> { }));
            print("structures of all", 1, (t, n) -> inbox.read(UidSet.ALL, Detail.STRUCTURE, m -> { }));
            print("one structure", 1, (t, n) -> inbox.read(1 + n * 7919 % MAILBOX, Detail.STRUCTURE));
            print("one body", 1, (t, n) -> body(inbox, 1 + n * 7919 % MAILBOX, 0, 4096));
            print("1 KiB within a body", 1, (t, n) -> body(inbox, 1 + n * 7919 % MAILBOX, 2048, 1024));
            print("all bodies", 1, (t, n) -> scan(inbox));
            for (int clients : CLIENTS) {
                print("a flag", clients, (t, n) -> {
                    var kind = n / MAILBOX % 2 == 0 ? FlagChange.Kind.ADD : FlagChange.Kind.REMOVE;
                    inbox.store(UidSet.of(1 + (t * 997 + n) % MAILBOX), new FlagChange(kind, Flags.of(Flags.System.SEEN)), OptionalLong.empty());
                });
            }
            for (int clients : CLIENTS) {
                Mailbox copies = posthouse.store.mailboxes(inbox.accountId()).open("Archive");
                print("copy of one message", clients, (t, n) -> inbox.copy(UidSet.of(1 + (t * 997 + n) % MAILBOX), copies));
            }
        }
        rebuild(in);
    }

    private void print(String what, int clients, Meter.Work work) throws Exception {
        Meter.measure(clients, seconds / 2, work);
        Meter.Result result = Meter.measure(clients, seconds, work);
        System.out.printf("| %s | %d | %,.0f | %.3f | %.4f |%n", what, clients, result.perSecond(), result.p99(), result.cpu());
    }

    private static void body(Mailbox mailbox, long uid, long position, int length) throws Exception {
        read(mailbox, mailbox.read(uid, Detail.SUMMARY), position, new byte[length]);
    }

    private static void read(Mailbox mailbox, Message message, long position, byte[] target) throws Exception {
        try (MessageBody body = mailbox.body(message)) {
            if (body.read(position, target, 0, target.length) != target.length) {
                throw new IllegalStateException("a short body");
            }
        }
    }

    private static void scan(Mailbox mailbox) throws Exception {
        var target = new byte[4096];
        mailbox.read(UidSet.ALL, Detail.SUMMARY, message -> {
            try {
                read(mailbox, message, 0, target);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
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
