package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {

    private final AtomicLong clock = new AtomicLong();
    private final Failures failures = new Failures(2, Duration.ofMinutes(10), clock::get);

    @Test
    void banEnds() throws UnknownHostException {
        var address = InetAddress.getByName("192.0.2.1");
        assertThat(failures.add(address, "a")).isFalse();
        clock.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(failures.add(address, "a")).isTrue();
        assertThat(failures.mustWait(address)).isTrue();
        assertThat(failures.bans()).containsExactly(new Ban("192.0.2.1", Duration.ofMinutes(10)));
        clock.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(failures.mustWait(address)).isFalse();
        assertThat(failures.bans()).isEmpty();
        assertThat(failures.add(address, "a")).as("afresh").isFalse();
    }

    @Test
    void bansAreKeptOverARestart(@TempDir Path folder) throws UnknownHostException {
        var address = InetAddress.getByName("192.0.2.1");
        try (var kept = new KeptBans(failures, folder.resolve("bans"))) {
            failures.add(address, "a");
            failures.add(address, "b");
            kept.changed();
        }
        var restarted = new Failures(2, Duration.ofMinutes(10), clock::get);
        try (var kept = new KeptBans(restarted, folder.resolve("bans"))) {
            assertThat(restarted.mustWait(address)).isTrue();
            clock.addAndGet(Duration.ofMinutes(10).toNanos());
            assertThat(restarted.mustWait(address)).isFalse();
            kept.changed();
        }
        assertThat(folder.resolve("bans")).isEmptyFile();
    }

    @Test
    void oldFailuresDoNotCount() throws UnknownHostException {
        var address = InetAddress.getByName("192.0.2.1");
        failures.add(address, "a");
        clock.addAndGet(Failures.WINDOW.toNanos());
        assertThat(failures.add(address, "a")).isFalse();
    }

    @Test
    void banIsTakenAway() throws UnknownHostException {
        var address = InetAddress.getByName("2001:db8::1");
        failures.add(address, "a");
        failures.add(address, "b");
        assertThat(failures.bans()).extracting(Ban::network).containsExactly("2001:db8:0:0::/64");
        assertThat(failures.endBan(ClientNetwork.parse("192.0.2.1").orElseThrow())).isFalse();
        assertThat(failures.endBan(ClientNetwork.parse("2001:db8:0:0::/64").orElseThrow())).isTrue();
        assertThat(failures.mustWait(address)).isFalse();
        assertThat(ClientNetwork.parse("mail.example.org")).isEmpty();
        assertThat(ClientNetwork.parse("1.2.3")).isNotEqualTo(ClientNetwork.parse("1.2.3.4"));
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
