package posthouse.mailstore.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What follows a commit, whatever made it durable: memory is brought up to date, sessions go on, watchers are woken. */
final class Publishing {
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
                NamesChanged.accountsIn(task.decision().mutation()).forEach(memory::reload);
            }
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
