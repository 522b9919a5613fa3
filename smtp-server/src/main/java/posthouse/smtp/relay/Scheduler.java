package posthouse.smtp.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.StoreException;

/**
 * When which domain gets how many couriers. Domains take turns for threads; each has at most its own number of them, so one
 * that hangs delays nobody else. What is remembered is per domain, never per message.
 */
final class Scheduler implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp.relay");
    private static final int PAGE = 500;
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration LOOKUP = Duration.ofSeconds(1);
    /** A message for more domains than this goes to each of them alone. */
    private static final int TOGETHER = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Shared shared;
    private final Clock clock;
    private final OutboundQueue queue;
    private final RetryTimes times;
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor couriers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "relay-timer"));
    private volatile boolean closing;

    Scheduler(Shared shared, Clock clock) {
        this.shared = shared;
        this.clock = clock;
        this.queue = shared.store().queue();
        this.times = RetryTimes.of(shared.settings());
        int threads = shared.settings().get(RelayKeys.THREADS).intValue();
        var number = new AtomicInteger();
        couriers = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            task -> daemon(task, "relay-" + number.incrementAndGet()));
        couriers.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        queue.watch(new OutboundQueue.Watcher() {
            @Override
            public void queued(Set<String> domains) {
                Scheduler.this.queued(domains);
            }

            @Override
            public void retried(Set<String> domains) {
                domains.stream().map(destinations::get).filter(Objects::nonNull).forEach(Destination::restNoMore);
                wake(domains);
            }
        });
        timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at all domains that have mail: at the start, and in case a wake-up was lost. */
    void sweep() {
        try {
            Instant now = clock.instant();
            shared.tally().save();
            destinations.values().removeIf(d -> d.isIdle(now));
            String last = "";
            List<String> domains;
            do {
                domains = queue.domains(last, PAGE);
                wake(Set.copyOf(domains));
                last = domains.isEmpty() ? last : domains.get(domains.size() - 1);
            } while (domains.size() == PAGE && !closing);
        } catch (StoreException | RuntimeException e) {
            LOG.warn("the queue can't be looked at now: {}", e.toString());
        }
    }

    /**
     * Mail was queued, maybe one message for several domains: those whose mail goes to the same hosts are found out first, so that one
     * transaction takes it.
     */
    private void queued(Set<String> domains) {
        var unknown = domains.size() > 1 && domains.size() <= TOGETHER ? domains.stream().filter(shared.ways()::isUnknown).toList() : List.<String>of();
        if (unknown.isEmpty() || closing) {
            wake(domains);
            return;
        }
        var left = new AtomicInteger(unknown.size());
        var gone = new AtomicBoolean();
        Runnable go = () -> {
            if (gone.compareAndSet(false, true)) {
                wake(domains);
            }
        };
        try {
            timer.schedule(go, LOOKUP.toMillis(), TimeUnit.MILLISECONDS); // nobody waits longer for a DNS that is slow
            unknown.forEach(domain -> couriers.execute(() -> {
                try {
                    shared.ways().learn(domain);
                } catch (RuntimeException e) {
                    LOG.warn("which way mail for {} goes can't be found out now: {}", domain, e.toString());
                }
                if (left.decrementAndGet() == 0) {
                    go.run();
                }
            }));
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody sets out any more: {}", e.toString());
        }
    }

    /** These domains have mail that may be due. */
    void wake(Set<String> domains) {
        domains.forEach(domain -> send(destinations.computeIfAbsent(domain, d -> new Destination(d, shared.concurrency(d), times.first()))));
    }

    private void send(Destination destination) {
        Instant now = clock.instant();
        if (closing) {
            return;
        }
        if (destination.take(now)) {
            execute(new Courier(this, shared, times, destination));
        } else if (now.isBefore(destination.notBefore())) {
            later(destination.domain(), destination.notBefore());
        }
    }

    private void execute(Courier courier) {
        try {
            couriers.execute(courier);
        } catch (RejectedExecutionException e) {
            LOG.debug("no courier sets out any more: {}", e.toString());
        }
    }

    private void later(String domain, Instant when) {
        try {
            long millis = Math.max(1, Duration.between(clock.instant(), when).toMillis());
            if (millis <= SWEEP.toMillis()) { // what comes later the sweep will find
                timer.schedule(() -> wake(Set.of(domain)), millis, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is planned any more: {}", e.toString());
        }
    }

    Instant now() {
        return clock.instant();
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether others wait for a thread. */
    boolean isCrowded() {
        return !couriers.getQueue().isEmpty();
    }

    /** A courier found as much as it could carry: another one may go, too. */
    void more(Destination destination) {
        send(destination);
    }

    /** A courier goes on after the others had their turn. */
    void again(Courier courier) {
        execute(courier);
    }

    /** A courier is done: what comes due next is planned. */
    void ended(Destination destination, Instant looked) {
        if (destination.end()) {
            send(destination);
        }
        if (closing) {
            return;
        }
        if (clock.instant().isBefore(destination.notBefore())) {
            later(destination.domain(), destination.notBefore());
        }
        try {
            Optional<Instant> next = queue.nextDue(destination.domain(), looked);
            next.ifPresent(when -> later(destination.domain(), when));
        } catch (StoreException e) {
            LOG.warn("the queue can't be looked at now: {}", e.toString());
        }
    }

    /** Lets transfers come to their end for a moment, then breaks them off: they will be repeated. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        couriers.shutdown();
        couriers.getQueue().clear();
        await();
        shared.close(); // closes the sockets
        await();
    }

    private void await() {
        Uninterrupted.await(couriers, PATIENCE);
    }
}
