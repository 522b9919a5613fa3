package posthouse.common.sasl;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed logins by address. Who reaches the limit within {@link #WINDOW} is banned for a while, and then starts afresh. A
 * successful login takes back the failures of its own account only, so nobody clears the traces of guessing with an account of
 * their own.
 */
final class Failures {

    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Addresses that are remembered; beyond it the one that failed longest ago is forgotten. */
    static final int MAX_ADDRESSES = 10_000;

    private record Failure(long time, int account) {
    }

    private static final class Record {
        private final Deque<Failure> failures = new ArrayDeque<>(2);
        private boolean banned;
        private long banEnds;
    }

    private final int limit;
    private final long banNanos;
    private final LongSupplier nanoTime;
    private final Map<ClientNetwork, Record> byNetwork = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientNetwork, Record> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param limit 0 for none */
    Failures(int limit, Duration ban, LongSupplier nanoTime) {
        this.limit = limit;
        this.banNanos = ban.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized boolean mustWait(InetAddress address) {
        Record record = byNetwork.get(ClientNetwork.of(address));
        return record != null && isBanned(record);
    }

    private boolean isBanned(Record record) {
        if (record.banned && record.banEnds - nanoTime.getAsLong() <= 0) {
            record.banned = false;
            record.failures.clear();
        }
        return record.banned;
    }

    /** @return whether the address is banned through this one */
    synchronized boolean add(InetAddress address, String canonicalName) {
        if (limit == 0) {
            return false;
        }
        var network = ClientNetwork.of(address);
        Record before = byNetwork.remove(network);
        Record record = before == null ? new Record() : before;
        byNetwork.put(network, record); // at the end: it failed last
        if (isBanned(record)) {
            return false;
        }
        dropOld(record);
        long now = nanoTime.getAsLong();
        record.failures.addLast(new Failure(now, canonicalName.hashCode()));
        record.banned = record.failures.size() >= limit;
        record.banEnds = now + banNanos;
        return record.banned;
    }

    private void dropOld(Record record) {
        while (!record.failures.isEmpty() && nanoTime.getAsLong() - record.failures.peekFirst().time >= WINDOW.toNanos()) {
            record.failures.removeFirst();
        }
    }

    /** How often this address has failed lately. */
    synchronized int recent(InetAddress address) {
        Record record = byNetwork.get(ClientNetwork.of(address));
        if (record == null) {
            return 0;
        }
        dropOld(record);
        return record.failures.size();
    }

    synchronized void forgive(InetAddress address, String canonicalName) {
        Record record = byNetwork.get(ClientNetwork.of(address));
        if (record != null && !isBanned(record)) {
            record.failures.removeIf(failure -> failure.account == canonicalName.hashCode());
        }
    }

    /** The bans there are, and how long each still lasts. */
    synchronized List<Ban> bans() {
        var bans = new ArrayList<Ban>();
        byNetwork.forEach((network, record) -> {
            if (isBanned(record)) {
                bans.add(new Ban(network.toString(), Duration.ofNanos(record.banEnds - nanoTime.getAsLong())));
            }
        });
        return bans;
    }

    /** Bans somebody for so long, as another run of the server had it. */
    synchronized void restore(ClientNetwork network, Duration left) {
        if (limit > 0 && left.toNanos() > 0) {
            var record = new Record();
            record.banned = true;
            record.banEnds = nanoTime.getAsLong() + Math.min(left.toNanos(), banNanos);
            byNetwork.put(network, record);
        }
    }

    /** Ends a ban; false if there is none. */
    synchronized boolean endBan(ClientNetwork network) {
        Record record = byNetwork.get(network);
        if (record == null || !isBanned(record)) {
            return false;
        }
        byNetwork.remove(network);
        return true;
    }
}
