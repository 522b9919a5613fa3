package posthouse.common.net;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.Settings;

/** Who may still come in. Clients on this machine aren't counted per address, and a few places are kept for them. */
final class Admission {

    private static final Logger LOG = LogManager.getLogger(Admission.class);
    private static final int KEPT_FOR_LOOPBACK = 16;
    private static final long NANOS_BETWEEN_WARNINGS = 60_000_000_000L;

    private final long most;
    private final long mostPerAddress;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private long lastWarning = System.nanoTime() - NANOS_BETWEEN_WARNINGS;

    Admission(Settings settings) {
        most = settings.get(NetKeys.CONNECTIONS);
        mostPerAddress = settings.get(NetKeys.CONNECTIONS_PER_ADDRESS);
    }

    /** Whether one more from this address may come in; it is counted until it {@link #leave leaves}. */
    boolean enter(InetAddress address) {
        boolean local = address.isLoopbackAddress();
        if (all.incrementAndGet() > (local ? most + KEPT_FOR_LOOPBACK : most)) {
            all.decrementAndGet();
            warn("limits.connections", most, address);
            return false;
        }
        if (!local && perAddress.merge(address, 1, Integer::sum) > mostPerAddress) {
            leave(address);
            warn("limits.connections-per-address", mostPerAddress, address);
            return false;
        }
        return true;
    }

    void leave(InetAddress address) {
        all.decrementAndGet();
        if (!address.isLoopbackAddress()) {
            perAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    /** A flood of connections isn't a flood of lines. */
    private synchronized void warn(String key, long limit, InetAddress address) {
        long now = System.nanoTime();
        if (now - lastWarning >= NANOS_BETWEEN_WARNINGS) {
            lastWarning = now;
            LOG.warn("{} = {} is reached: {} turned away", key, limit, address.getHostAddress());
        }
    }
}
