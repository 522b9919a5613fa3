package posthouse.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;

/** Has threads do something for some seconds, and says how often and how fast. */
final class Meter {

    interface Work {
        void once(int thread, long round) throws Exception;
    }

    /** @param p99 milliseconds @param cpu milliseconds each */
    record Result(double perSecond, double p99, double cpu) {
    }

    private Meter() {
    }

    static Result measure(int threads, double seconds, Work work) throws Exception {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long cpu = cpu();
        var times = new long[threads][];
        var failures = new ArrayList<Throwable>();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            workers.add(new Thread(() -> {
                try {
                    times[thread] = run(thread, end, work);
                } catch (Exception | Error e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a worker failed", failures.get(0));
        }
        double took = (System.nanoTime() - start) / 1e9;
        long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(all.length / took, all[(int) (all.length * 0.99)] / 1e6, (cpu() - cpu) / 1e6 / all.length);
    }

    private static long[] run(int thread, long end, Work work) throws Exception {
        var times = new long[1024];
        int count = 0;
        do {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            long before = System.nanoTime();
            work.once(thread, count);
            times[count++] = System.nanoTime() - before;
        } while (System.nanoTime() < end);
        return Arrays.copyOf(times, count);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
