package posthouse.mailstore.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;

/**
 * Empty files whose names are on disk already, for messages to grow in. One that turns out to be a large body only needs its octets
 * forced, and not its folder; one that does not is used again. They are nobody's: a start after a crash removes them.
 */
final class ReservedFiles implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ReservedFiles.class);
    /** How many are made at once, in one folder, and with how few left. */
    private static final int SOME = 16;
    private static final int FEW = 8;
    private static final int MOST = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongFunction<Path> path;
    /** Is there while no file is: else a start has to look for them. */
    private final Path mark;
    private final Deque<Long> ready = new ArrayDeque<>();
    /** Those that are ready, and those that grow. */
    private final Set<Long> reserved = new HashSet<>();
    private final ThreadPoolExecutor maker = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        var named = new Thread(task, "store-files");
        named.setDaemon(true);
        return named;
    });
    private boolean making;
    private boolean closed;

    /** @param path of a number */
    ReservedFiles(LongFunction<Path> path, Path mark) {
        this.path = path;
        this.mark = mark;
        maker.allowCoreThreadTimeOut(true);
    }

    /** Has some made beside all else. */
    synchronized void prepare() {
        if (!making && !closed && ready.size() < FEW) {
            making = true;
            maker.execute(() -> {
                try {
                    make();
                } catch (IOException | RuntimeException e) {
                    LOG.debug("no files can be made ahead now: {}", e.toString());
                } finally {
                    synchronized (this) {
                        making = false;
                    }
                }
            });
        }
    }

    /** Makes some files in one folder, and has their names on disk. */
    private void make() throws IOException {
        var random = ThreadLocalRandom.current();
        long folder = random.nextLong(256);
        var made = new ArrayList<Long>();
        for (int i = 0; i < SOME; i++) {
            made.add(random.nextLong(1, 1L << 55) << 8 | folder);
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            reserved.addAll(made); // before anyone can see them
        }
        try {
            if (Files.deleteIfExists(mark)) {
                Folders.force(mark.toAbsolutePath().getParent());
            }
            Path parent = Folders.create(path.apply(made.get(0)).getParent());
            for (long number : made) {
                Files.newByteChannel(path.apply(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
            }
            Folders.force(parent);
        } catch (IOException e) {
            drop(made);
            throw e;
        }
        synchronized (this) {
            if (!closed) {
                ready.addAll(made);
                return;
            }
        }
        drop(made);
    }

    private void drop(List<Long> numbers) {
        for (long number : numbers) {
            try {
                Files.deleteIfExists(path.apply(number));
            } catch (IOException e) {
                LOG.warn("{} is of no use and can't be removed: {}", path.apply(number), e.toString());
            }
        }
        synchronized (this) {
            numbers.forEach(reserved::remove);
        }
    }

    /** A file to write to: on a sudden rush the caller makes some itself. */
    SpoolFile take() throws IOException {
        Long number = poll();
        while (number == null) {
            make();
            number = poll();
        }
        prepare();
        return new SpoolFile(path.apply(number), number);
    }

    private synchronized Long poll() throws IOException {
        if (closed) {
            throw new IOException("the store is closed");
        }
        return ready.poll();
    }

    /** It became a body: a record may name it. */
    synchronized void settled(long number) {
        reserved.remove(number);
    }

    /** A file in which nothing is that anyone needs. */
    void giveBack(SpoolFile file) throws IOException {
        synchronized (this) {
            if (!closed && ready.size() < MOST && !file.isSpoiled()) {
                file.empty();
                ready.add(file.number());
                return;
            }
        }
        file.close();
        settled(file.number());
    }

    synchronized boolean isReserved(long number) {
        return reserved.contains(number);
    }

    /** Removes those that are empty. */
    @Override
    public void close() {
        List<Long> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(ready);
            ready.clear();
        }
        maker.shutdown();
        Uninterrupted.await(maker, PATIENCE);
        drop(left);
        try {
            if (reserved.isEmpty() && !Files.exists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            LOG.debug("the next start will look for files that no message needs: {}", e.toString());
        }
    }

    /** Whether none was left when the store was closed. */
    boolean wasClosed() {
        return Files.exists(mark);
    }
}
