package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.address.Domain;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.NodeNote;
import posthouse.mailstore.journal.AccountChange;

/** What follows a commit, whatever made it durable: memory is brought up to date, sessions go on, watchers are woken. */
final class Publishing {
    private static final Logger LOG = LogManager.getLogger(Publishing.class);

    private final Memory memory;
    private final Accounts accounts;
    private final Watchers watchers;
    private final QuotaWarnings warnings;
    private final StoredAnnotations annotations;

    Publishing(Memory memory, Accounts accounts, Watchers watchers, QuotaWarnings warnings, StoredAnnotations annotations) {
        this.memory = memory;
        this.accounts = accounts;
        this.watchers = watchers;
        this.warnings = warnings;
        this.annotations = annotations;
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

    /** Answers those that may be before what the batch did is seen; with the lock held until it is. */
    void answerFirst(View view, List<Task<?>> first) {
        if (!first.isEmpty()) {
            memory.setBehind(view.accountsTouched());
            first.forEach(Task::complete);
        }
    }

    /** With the lock held. */
    void publish(View view, List<Task<?>> decided) {
        view.publish();
        account(view.differences());
        for (Task<?> task : decided) {
            if (task.command().changesNames()) {
                accounts.publish(task.decision().mutation());
                if (task.decision().mutation().changes().stream().anyMatch(AccountChange.RestoreAccount.class::isInstance)) {
                    fillAccounts();
                }
                NamesChanged.in(task.decision().mutation()).byAccount().forEach(memory::renamed);
                if (NamesChanged.movesMail(task.decision().mutation())) {
                    memory.usages().forget();
                }
            }
        }
    }

    private void account(Map<Long, Usage> differences) {
        Map<Domain, Usage> inDomains = new HashMap<>();
        differences.forEach((id, difference) -> accounts.find(id).map(Accounts.Entry::account).ifPresent(account -> {
            inDomains.merge(account.address().domain(), difference, Usage::plus);
            AccountState state = memory.known(id);
            var limit = new Usage(account.quotaOctets(), account.quotaMessages());
            if (state != null && !limit.equals(Usage.NONE)) {
                Usage now = state.usage();
                warnings.look(account.address(), limit, now.minus(difference), now, account.address());
            }
        }));
        memory.usages().changed(inDomains);
        inDomains.forEach(this::warn);
    }

    private void warn(Domain domain, Usage difference) {
        Usage limit = accounts.domainLimit(domain);
        Usage now = limit.equals(Usage.NONE) ? null : memory.usages().known(domain);
        if (now != null) {
            warnings.look(domain, limit, now.minus(difference), now, accounts.postmaster(domain).orElse(null));
        }
    }

    private void fillAccounts() {
        try {
            accounts.fill(memory.directory());
        } catch (Unavailable e) {
            LOG.error("a restored account is seen at the next start only: {}", e.getMessage());
        }
    }

    /** The mailboxes that a batch changed, and whose they are. */
    static Set<Long> changed(View view, List<Task<?>> decided) {
        Set<Long> changed = new LinkedHashSet<>(view.touched());
        view.known(view.touched()).forEach(mailbox -> changed.add(Watchers.account(mailbox.account())));
        decided.stream().filter(t -> t.command().changesNames()).forEach(t -> {
            NamesChanged names = NamesChanged.in(t.decision().mutation());
            changed.addAll(names.deleted());
            names.byAccount().keySet().forEach(account -> changed.add(Watchers.account(account)));
        });
        return changed;
    }

    /** Another node has set an annotation; without the lock. */
    void noted(NodeNote note) {
        try {
            annotations.tell(note.mailbox(), List.of(new Annotations.Noted(note.account(), note.name())));
        } catch (StoreException | RuntimeException e) {
            LOG.warn("nobody is told of an annotation: {}", e.toString());
        }
    }

    /** Answers, then wakes; without the lock. */
    void end(View view, List<Task<?>> decided) {
        Set<Long> changed = changed(view, decided);
        decided.forEach(Task::complete);
        watchers.changed(changed);
    }
}
