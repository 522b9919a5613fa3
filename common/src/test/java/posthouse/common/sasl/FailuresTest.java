package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final AtomicLong clock = new AtomicLong();
    private final Failures failures = new Failures(2, clock::get);

    @Test
    void waitEndsWithTheOldestFailure() throws UnknownHostException {
        var address = InetAddress.getByName("192.0.2.1");
        failures.add(address, "a");
        clock.addAndGet(Duration.ofMinutes(4).toNanos());
        failures.add(address, "a");
        assertThat(failures.mustWait(address)).isTrue();
        clock.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(failures.mustWait(address)).isFalse();
        failures.add(address, "a");
        assertThat(failures.mustWait(address)).isTrue();
    }

    @Test
    void oneNetworkOfIpv6IsOneAddress() throws UnknownHostException {
        failures.add(InetAddress.getByName("2001:db8::1"), "a");
        failures.add(InetAddress.getByName("2001:db8::2:1"), "a");
        assertThat(failures.mustWait(InetAddress.getByName("2001:db8::3"))).isTrue();
        assertThat(failures.mustWait(InetAddress.getByName("2001:db8:0:1::3"))).isFalse();
    }

    @Test
    void manyAddressesPushTheOldestOut() throws UnknownHostException {
        var first = InetAddress.getByName("192.0.2.1");
        failures.add(first, "a");
        failures.add(first, "a");
        for (int i = 0; i < Failures.MAX_ADDRESSES; i++) {
            failures.add(InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}), "a");
        }
        assertThat(failures.mustWait(first)).isFalse();
    }
}
