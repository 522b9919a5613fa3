package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.OutOfSpace;

/** Whether there is room for more octets: the rest of the disk is kept for what frees space. */
final class FreeSpace {
    private static final Logger LOG = LogManager.getLogger(FreeSpace.class);

    /** Asks how many octets are free. */
    interface Gauge {
        long octets() throws IOException;
    }

    /** What the disk said, and when. */
    private record Answer(long free, long asked) {
    }

    private static final long MUCH = 1L << 30;
    private static final long SHORTLY = 100_000_000; // nanoseconds

    private final Gauge gauge;
    private final long reserve;
    private final AtomicBoolean low = new AtomicBoolean();
    /** The disk of a database elsewhere. */
    private volatile boolean full;

    FreeSpace(Gauge gauge, long reserve) {
        this.gauge = gauge;
        this.reserve = reserve;
    }

    static Gauge of(Path folder, long reserve) throws IOException {
        return remembering(Files.getFileStore(folder)::getUsableSpace, reserve, System::nanoTime);
    }

    /** Asks the disk for each message while it is nearly full, else ten times a second: no disk loses so much so soon. */
    static Gauge remembering(Gauge disk, long reserve, LongSupplier clock) {
        return new Gauge() {
            private volatile Answer last = new Answer(0, 0);

            @Override
            public long octets() throws IOException {
                Answer known = last;
                long now = clock.getAsLong();
                if (known.free - MUCH < reserve || now - known.asked > SHORTLY) {
                    known = new Answer(disk.octets(), now);
                    last = known;
                }
                return known.free;
            }
        };
    }

    void checkFor(long more) throws OutOfSpace {
        if (full) {
            throw full();
        }
        long free;
        try {
            free = gauge.octets();
        } catch (IOException e) {
            return; // the write itself will tell
        }
        if (free - more < reserve) {
            tell(free);
            throw full();
        }
        if (low.get() && free - more >= reserve + reserve / 8 && low.compareAndSet(true, false)) {
            LOG.info("there is space on the disk again: mail is taken");
        }
    }

    private void tell(long free) {
        if (low.compareAndSet(false, true)) {
            LOG.error("the disk is full: {} KiB are free, and {} KiB are kept for what frees space (store.reserve); no new mail is taken",
                free >> 10, reserve >> 10);
        }
    }

    /** Whether a database, whose disk nobody here can look at, has no space for more. */
    void setFull(boolean isFull) {
        full = isFull;
    }

    /** Whether there is room for the tables to be saved; H2 would close on a full disk, and nothing could be read. */
    boolean allowsSaving() {
        try {
            return gauge.octets() >= reserve / 4;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether there is little left beyond the reserve. */
    boolean isLow() {
        try {
            return gauge.octets() < 2 * reserve;
        } catch (IOException e) {
            return false;
        }
    }

    static OutOfSpace full() {
        return new OutOfSpace("the disk is full");
    }

    /** Whether this is how the system says that the disk is full. */
    static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded") || message.contains("not enough space");
    }
}
