package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The disk is asked seldom while it has much space, and for each message when it is nearly full. */
class FreeSpaceTest {

    private static final long RESERVE = 100L << 20;
    private static final long GIB = 1L << 30;

    private final AtomicLong free = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(-TimeUnit.DAYS.toNanos(1)); // it may be below zero
    private final FreeSpace.Gauge gauge = FreeSpace.remembering(() -> {
        asked.incrementAndGet();
        return free.get();
    }, RESERVE, now::get);

    @Test
    void muchSpaceIsRememberedForATenthOfASecond() throws Exception {
        free.set(50 * GIB);
        assertThat(gauge.octets()).isEqualTo(50 * GIB);
        free.set(RESERVE / 2);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(gauge.octets()).isEqualTo(50 * GIB);
        assertThat(asked).hasValue(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(gauge.octets()).isEqualTo(RESERVE / 2);
    }

    @Test
    void littleSpaceIsAskedForEachTime() throws Exception {
        for (long octets : new long[] {RESERVE + GIB - 1, RESERVE, 0, RESERVE + GIB / 2}) {
            free.set(octets);
            int before = asked.get();
            assertThat(gauge.octets()).isEqualTo(octets);
            assertThat(asked).hasValue(before + 1);
        }
        free.set(RESERVE + GIB);
        gauge.octets();
        int before = asked.get();
        gauge.octets();
        assertThat(asked).hasValue(before);
    }
}
