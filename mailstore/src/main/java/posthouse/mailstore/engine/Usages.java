package posthouse.mailstore.engine;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import posthouse.common.address.Domain;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.Database;

/**
 * What the accounts of a domain hold together, as committed: summed up when it is first asked for, then kept up to date. And what large changes
 * that are under way will add: they count before they are seen, so that no quota is exceeded beside them.
 */
final class Usages {
    private final Supplier<Database> database;
    private final ReentrantLock publication;
    private final Map<Domain, Usage> domains = new ConcurrentHashMap<>();
    private final Map<Long, Usage> coming = new ConcurrentHashMap<>();

    Usages(Supplier<Database> database, ReentrantLock publication) {
        this.database = database;
        this.publication = publication;
    }

    Usage domain(Domain domain) throws Unavailable {
        Usage known = domains.get(domain);
        if (known != null) {
            return known;
        }
        publication.lock();
        try {
            long[] sums = database.get().usageOf(domain.name());
            var usage = new Usage(sums[0], sums[1]);
            domains.put(domain, usage);
            return usage;
        } finally {
            publication.unlock();
        }
    }

    /** {@code null} if nobody has asked for it. */
    Usage known(Domain domain) {
        return domains.get(domain);
    }

    /** With the lock of publication held. */
    void changed(Map<Domain, Usage> differences) {
        differences.forEach((domain, difference) -> domains.computeIfPresent(domain, (d, before) -> before.plus(difference)));
    }

    /** Sums are made anew: mailboxes or accounts came or went. With the lock of publication held. */
    void forget() {
        domains.clear();
    }

    void begin(Map<Long, Usage> differences) {
        differences.forEach((account, difference) -> coming.merge(account, difference, Usage::plus));
    }

    void end(Map<Long, Usage> differences) {
        differences.forEach((account, difference) -> coming.computeIfPresent(account, (a, all) -> all.equals(difference) ? null : all.minus(difference)));
    }

    Usage coming(long account) {
        return coming.getOrDefault(account, Usage.NONE);
    }

    /** Accounts that large changes add to. */
    Collection<Long> growing() {
        return coming.keySet();
    }
}
