package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowDownTest {

    private final AtomicLong clock = new AtomicLong();
    private final SlowDown slowDown = new SlowDown(Duration.ofSeconds(3), clock::get);

    @Test
    void addressesAreSlowedAfterSomeFailures() throws UnknownHostException {
        assertThat(before("192.0.2.1", 3)).isZero();
        assertThat(before("192.0.2.1", 4)).hasMillis(500);
        assertThat(before("192.0.2.1", 5)).hasMillis(1000);
        assertThat(before("192.0.2.1", 1000)).hasSeconds(3);
    }

    @Test
    void accountsAreSlowedWhoeverGuesses() throws UnknownHostException {
        for (int i = 0; i < 30; i++) {
            slowDown.failed("alice@example.org");
        }
        assertThat(before("192.0.2.1", 0)).hasSeconds(3);
        clock.addAndGet(Failures.WINDOW.toNanos());
        assertThat(before("192.0.2.1", 0)).isZero();
    }

    @Test
    void ownersDoNotWaitForWhatOthersDid() throws UnknownHostException {
        slowDown.succeeded(InetAddress.getByName("192.0.2.7"), "alice@example.org");
        for (int i = 0; i < 30; i++) {
            slowDown.failed("alice@example.org");
        }
        assertThat(before("192.0.2.7", 0)).isZero();
        assertThat(before("192.0.2.1", 0)).hasSeconds(3);
    }

    private Duration before(String address, int failed) throws UnknownHostException {
        return slowDown.before(InetAddress.getByName(address), "alice@example.org", failed);
    }
}
