package posthouse.common.sasl;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long a login waits before it is looked at, because its address or its account has seen failures: guessing becomes slow also
 * where every guess comes from another address. It is never refused for that, and whoever logs in from where the account was used
 * lately doesn't wait for what others did to it, so nobody locks an owner out.
 */
final class SlowDown {

    /** Failures of an address and of an account that cost nothing. */
    private static final int FREE_FOR_ADDRESS = 3;
    private static final int FREE_FOR_ACCOUNT = 10;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MOST_COUNTED = 20;
    private static final int MOST_REMEMBERED = 10_000;

    private record Home(String account, ClientNetwork network) {
    }

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> failures = new Bounded<>();
    private final Map<Home, Boolean> homes = new Bounded<>();

    /** @param longest zero for never */
    SlowDown(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** @param failedFromThere of late */
    synchronized Duration before(InetAddress address, String account, int failedFromThere) {
        boolean atHome = homes.containsKey(new Home(account, ClientNetwork.of(address)));
        int steps = Math.max(failedFromThere - FREE_FOR_ADDRESS, atHome ? 0 : recent(account) - FREE_FOR_ACCOUNT);
        if (steps <= 0 || longest.isZero()) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(steps - 1, MOST_COUNTED));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    private int recent(String account) {
        Deque<Long> times = failures.get(account);
        if (times == null) {
            return 0;
        }
        while (!times.isEmpty() && nanoTime.getAsLong() - times.peekFirst() >= Failures.WINDOW.toNanos()) {
            times.removeFirst();
        }
        return times.size();
    }

    synchronized void failed(String account) {
        Deque<Long> times = failures.remove(account);
        times = times == null ? new ArrayDeque<>(2) : times;
        if (times.size() == MOST_COUNTED) {
            times.removeFirst();
        }
        times.addLast(nanoTime.getAsLong());
        failures.put(account, times);
    }

    synchronized void succeeded(InetAddress address, String account) {
        var home = new Home(account, ClientNetwork.of(address));
        homes.remove(home); // so that it goes to the end
        homes.put(home, true);
    }

    /** What was put in longest ago goes first. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
