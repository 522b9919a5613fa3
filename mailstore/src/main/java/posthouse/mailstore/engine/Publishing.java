package posthouse.mailstore.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.journal.Change;

/** What follows a commit, whatever made it durable: memory is brought up to date, sessions go on, watchers are woken. */
final class Publishing {
    private static final Logger LOG = LogManager.getLogger(Publishing.class);

    private final Memory memory;
    private final Accounts accounts;
    private final Watchers watchers;

    Publishing(Memory memory, Accounts accounts, Watchers watchers) {
        this.memory = memory;
        this.accounts = accounts;
        this.watchers = watchers;
    }

    Memory memory() {
        return memory;
    }

    Accounts accounts() {
        return accounts;
    }

    Watchers watchers() {
        return watchers;
    }

    /** Held from the commit until memory agrees with it. */
    ReentrantLock lock() {
        return memory.publication;
    }

    /** With the lock held. */
    void publish(View view, List<Task<?>> decided) {
        view.publish();
        for (Task<?> task : decided) {
            if (task.command().changesNames()) {
                accounts.publish(task.decision().mutation());
                if (task.decision().mutation().changes().stream().anyMatch(Change.RestoreAccount.class::isInstance)) {
                    fillAccounts();
                }
                NamesChanged.accountsIn(task.decision().mutation()).forEach(memory::reload);
            }
        }
    }

    private void fillAccounts() {
        try {
            accounts.fill(memory.directory());
        } catch (Unavailable e) {
            LOG.error("a restored account is seen at the next start only: {}", e.getMessage());
        }
    }

    /** The mailboxes that a batch changed. */
    static Set<Long> changed(View view, List<Task<?>> decided) {
        Set<Long> changed = new LinkedHashSet<>(view.touched());
        decided.stream().filter(t -> t.command().changesNames()).forEach(t -> changed.addAll(NamesChanged.mailboxesIn(t.decision().mutation())));
        return changed;
    }

    /** Answers, then wakes; without the lock. */
    void end(View view, List<Task<?>> decided) {
        Set<Long> changed = changed(view, decided);
        decided.forEach(Task::complete);
        watchers.changed(changed);
    }
}
