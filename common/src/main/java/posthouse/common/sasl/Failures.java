package posthouse.common.sasl;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed logins by address; an IPv6 network of 64 bits is one address. Who reaches the limit waits until the oldest
 * failure is {@link #WINDOW} old. A successful login takes back the failures of its own account only, so nobody clears the
 * traces of guessing with an account of their own.
 */
final class Failures {

    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Addresses that are remembered; beyond it the one that failed longest ago is forgotten. */
    static final int MAX_ADDRESSES = 10_000;

    private record Failure(long time, int account) {
    }

    private final int limit;
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Deque<Failure>> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Deque<Failure>> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param limit 0 for none */
    Failures(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    synchronized boolean mustWait(InetAddress address) {
        Deque<Failure> failures = byAddress.get(key(address));
        if (failures == null) {
            return false;
        }
        while (!failures.isEmpty() && nanoTime.getAsLong() - failures.peekFirst().time >= WINDOW.toNanos()) {
            failures.removeFirst();
        }
        return failures.size() >= limit;
    }

    synchronized void add(InetAddress address, String canonicalName) {
        if (limit == 0) {
            return;
        }
        var key = key(address);
        Deque<Failure> failures = byAddress.remove(key);
        if (failures == null) {
            failures = new ArrayDeque<>(2);
        } else if (failures.size() >= limit) {
            failures.removeFirst();
        }
        failures.addLast(new Failure(nanoTime.getAsLong(), canonicalName.hashCode()));
        byAddress.put(key, failures); // at the end: it failed last
    }

    synchronized void forgive(InetAddress address, String canonicalName) {
        Deque<Failure> failures = byAddress.get(key(address));
        if (failures != null) {
            failures.removeIf(failure -> failure.account == canonicalName.hashCode());
        }
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] octets = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }
}
