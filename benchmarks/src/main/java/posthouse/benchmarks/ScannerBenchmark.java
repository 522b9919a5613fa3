package posthouse.benchmarks;

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
import org.openjdk.jmh.annotations.Warmup;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;

/** The one pass over a message at its delivery. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScannerBenchmark {

    @Param({"4096", "102400"})
    public int size;
    @Param({"plain", "parts"})
    public String kind;
    private byte[] octets;

    @Setup
    public void make() {
        octets = kind.equals("plain") ? StoreBenchmark.message(size) : Parts.message(size);
    }

    @Benchmark
    public MessageStructure scan() {
        var scanner = new MimeScanner();
        scanner.write(octets, 0, octets.length);
        return scanner.finish();
    }
}
