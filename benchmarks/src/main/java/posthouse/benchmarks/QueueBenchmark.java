package posthouse.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.Relay;
import posthouse.smtp.relay.RelayKeys;

/**
 * A queue for a hundred domains: how long the others take when one of them hangs, and what a long queue takes of the heap.
 * Arguments: a folder, how many messages.
 */
public final class QueueBenchmark {

    private static final int DOMAINS = 100;
    private static final int FEEDERS = 20;
    private static final long POLL_NANOS = 100_000_000L;

    private final Path folder;
    private final byte[] octets = StoreBenchmark.message(4096);

    private QueueBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var benchmark = new QueueBenchmark(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        benchmark.deliver(count / 10, false); // the JVM warms up
        System.out.println("| queue | delivered in | heap in use while it is delivered, after a collection |\n| --- | --- | --- |");
        for (boolean hangs : new boolean[] {false, true, false, true}) {
            benchmark.deliver(count, hangs);
        }
        System.out.println("\n| messages that wait for hosts which are down | heap in use after a collection |\n| --- | --- |");
        for (int waiting : new int[] {0, count / 10, count, count * 10}) {
            benchmark.keepWaiting(waiting);
        }
    }

    private MailStore open(String name) throws Exception {
        return MailStore.open(folder.resolve(name), Posthouse.settings(Map.of()));
    }

    private void fill(MailStore store, int count) throws Exception {
        var feeders = Executors.newFixedThreadPool(FEEDERS);
        var next = new AtomicInteger();
        var failed = new AtomicInteger();
        for (int feeder = 0; feeder < FEEDERS; feeder++) {
            feeders.execute(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    try (Incoming message = store.incoming()) {
                        message.write(octets, 0, octets.length);
                        var to = To.of(EmailAddress.parse("bob" + i + "@d" + i % DOMAINS + ".test"));
                        store.deliver(message, List.of(), List.of(new Outgoing(ReversePath.NULL, Terms.plain("J" + i, 0), List.of(to), new byte[0])), false);
                    } catch (StoreException | BadAddress e) {
                        failed.incrementAndGet();
                    }
                }
            });
        }
        feeders.shutdown();
        feeders.awaitTermination(10, TimeUnit.MINUTES);
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " messages were not queued");
        }
    }

    /** Each domain has an address of its own at the sink. */
    private static List<String> routes(int port, int from) {
        return IntStream.range(from, DOMAINS).mapToObj(d -> "d" + d + ".test=127.0.1." + (d + 1) + ":" + port).toList();
    }

    private void deliver(int count, boolean hangs) throws Exception {
        int expected = hangs ? count - (count + DOMAINS - 1) / DOMAINS : count;
        try (var sink = new Sink(expected); var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")); var store = open("deliver")) {
            fill(store, count);
            var routes = Stream.concat(routes(sink.port(), 1).stream(),
                Stream.of("d0.test=127.0.0.1:" + (hangs ? silent.getLocalPort() : sink.port()))).toList();
            long start = System.nanoTime();
            long heap;
            try (var relay = Relay.start(store, Posthouse.settings(Map.of(RelayKeys.ROUTES, routes)), address -> false)) {
                sink.half.await();
                heap = heap();
                sink.all.await();
                System.out.printf("| %,d messages for %d domains%s | %,d ms | %,d MB |%n", count, DOMAINS, hangs ? ", one of which hangs" : "",
                    (System.nanoTime() - start) / 1_000_000, heap);
            }
        }
        delete("deliver");
    }

    private void keepWaiting(int count) throws Exception {
        try (var store = open("wait")) {
            fill(store, count);
            try (var closed = new ServerSocket(0)) {
                closed.close();
                var settings = Posthouse.settings(Map.of(RelayKeys.ROUTES, routes(closed.getLocalPort(), 0)));
                try (var relay = Relay.start(store, settings, address -> false)) {
                    while (!allTried(store)) {
                        LockSupport.parkNanos(POLL_NANOS);
                    }
                    System.out.printf("| %,d | %,d MB |%n", count, heap());
                }
            }
        }
        delete("wait");
    }

    private static boolean allTried(MailStore store) throws Exception {
        for (int d = 0; d < DOMAINS; d++) {
            var ids = store.queue().ofDomain("d" + d + ".test", 0, 1_000_000);
            if (!ids.isEmpty() && store.queue().find(ids.get(ids.size() - 1)).filter(m -> m.recipients().get(0).progress().attempts() == 0).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
    }

    private void delete(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Takes everything, on all addresses of this machine. */
    private static final class Sink implements AutoCloseable {
        final CountDownLatch half;
        final CountDownLatch all;
        private final ServerSocket server = new ServerSocket(0, 1000);

        Sink(int expected) throws IOException {
            half = new CountDownLatch(expected / 2);
            all = new CountDownLatch(expected);
            daemon(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket client = server.accept();
                        daemon(() -> serve(client));
                    } catch (IOException e) {
                        return; // closed
                    }
                }
            });
        }

        private static void daemon(Runnable task) {
            var thread = new Thread(task, "sink");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve(Socket client) {
            try (client; var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                client.setTcpNoDelay(true);
                say(client, "220 sink ESMTP");
                boolean message = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (message && line.equals(".")) {
                        message = false;
                        half.countDown();
                        all.countDown();
                        say(client, "250 taken");
                    } else if (!message) {
                        message = line.equals("DATA");
                        say(client, message ? "354 go" : line.startsWith("EHLO") ? "250-sink\r\n250 PIPELINING" : "250 ok");
                    }
                }
            } catch (IOException e) {
                // the relay closed it
            }
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
