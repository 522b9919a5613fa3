package posthouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import posthouse.mailstore.Flags;
import posthouse.mailstore.journal.Batch;
import posthouse.mailstore.journal.Journal;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.Mutation;

/** A batch of deliveries is written to the journal, with its force and without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalBenchmark {

    @Param({"1", "10", "50"})
    public int messages;
    private final byte[] octets = StoreBenchmark.message(4096);
    private Path folder;
    private Journal journal;
    private long number;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory(Path.of("."), "journal-benchmark");
        journal = Journal.open(folder, false, 128L << 20, Journal.Probe.NONE);
        journal.start();
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Benchmark
    public void append() throws IOException {
        Batch batch = journal.begin();
        for (int i = 0; i < messages; i++) {
            long next = ++number;
            var body = new AddMessages.Body(next, 0, 0, octets.length, 1, new byte[200]);
            var copy = new AddMessages.Copy(0, 1, next, next, Flags.NONE, octets.length, 0, 0, next, new byte[0]);
            batch.add(new Mutation(List.of(new AddMessages(List.of(body), List.of(copy)))), List.of(out -> out.write(octets)));
        }
        journal.append(batch);
    }

    @Benchmark
    public void appendAndForce() throws IOException {
        append();
        journal.force();
    }
}
