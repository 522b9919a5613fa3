package posthouse.mailstore.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.RemovedRows.Expunged;
import posthouse.mailstore.jdbc.RemovedRows.Removal;
import posthouse.mailstore.jdbc.RemovedRows.RemovedAccount;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;

/**
 * Lets go of what was kept for a time: what can be restored, and which UIDs were expunged. Once an hour it looks through both, beside all
 * else, and has the writer change a few hundred rows at a time when it has nothing else to do. Each change is a record that names what goes.
 */
final class Expiry implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Expiry.class);
    private static final int ROWS = 500;

    private final OpenStore store;
    private final Undelete undelete;
    private final Undelete remember;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "store-expiry");
        named.setDaemon(true);
        return named;
    });
    private volatile boolean closed;

    /** @param rememberDays how long expunged UIDs are remembered */
    Expiry(OpenStore store, Undelete undelete, long rememberDays) {
        this.store = store;
        this.undelete = undelete;
        this.remember = new Undelete(rememberDays);
    }

    void start() {
        thread.scheduleWithFixedDelay(() -> runAt(System.currentTimeMillis()), 1, 60, TimeUnit.MINUTES);
    }

    /** For any thread; what is to be let go of by then has gone when it returns. */
    synchronized void runAt(long now) {
        try {
            messages(undelete.cutOff(now));
            mailboxes(undelete.cutOff(now));
            expunged(remember.cutOff(now));
        } catch (StoreException | RuntimeException e) {
            if (!closed) {
                LOG.warn("what was removed long ago can't be let go of now: {}", e.toString());
            }
        }
    }

    private void messages(long cutOff) throws StoreException {
        long mailbox = 0;
        long uid = 0;
        List<Removal> some;
        do {
            some = store.database().removals(mailbox, uid, ROWS);
            for (int from = 0; from < some.size() && !closed; ) {
                var uids = new UidSet.Builder();
                mailbox = some.get(from).mailbox();
                for (; from < some.size() && some.get(from).mailbox() == mailbox; from++) {
                    uid = some.get(from).uid();
                    if (some.get(from).at() < cutOff) {
                        uids.add(uid);
                    }
                }
                UidSet expired = uids.build();
                if (!expired.isEmpty()) {
                    store.submitWhenIdle(new Expire(mailbox, expired, cutOff));
                }
            }
        } while (some.size() == ROWS && !closed);
    }

    /** Those that are empty by now, and accounts without any. */
    private void mailboxes(long cutOff) throws StoreException {
        Set<Long> owners = new HashSet<>();
        for (RemovedMailbox mailbox : store.database().removedMailboxes()) {
            if (mailbox.at() < cutOff && store.database().removedMessages(mailbox.id(), 1, 1).isEmpty()) {
                forget(view -> view.writing().removedMailboxes(mailbox.account()).contains(mailbox), new MailboxChange.PurgeMailbox(mailbox.id()));
            } else {
                owners.add(mailbox.account());
            }
        }
        for (RemovedAccount account : store.database().removedAccounts()) {
            if (account.at() < cutOff && !owners.contains(account.id())) {
                forget(view -> view.writing().removedAccounts().contains(account), new AccountChange.PurgeAccount(account.id()));
            }
        }
    }

    private interface Condition {
        boolean holds(View view) throws DatabaseFailed;
    }

    private void forget(Condition still, Change change) throws StoreException {
        store.submitWhenIdle((NamesCommand<Void>) view -> Decision.of(null, still.holds(view) ? List.of(change) : List.of()));
    }

    /** In each mailbox from the oldest on, up to the first that is to be remembered. */
    private void expunged(long cutOff) throws StoreException {
        long mailbox = store.database().nextExpunged(0);
        while (mailbox != 0 && !closed) {
            List<Expunged> some = store.database().expunged(mailbox, ROWS);
            List<Expunged> old = some.stream().takeWhile(e -> e.at() < cutOff).toList();
            if (!old.isEmpty()) {
                forget(old.get(old.size() - 1));
            }
            if (old.size() < ROWS) {
                mailbox = store.database().nextExpunged(mailbox);
            }
        }
    }

    private void forget(Expunged last) throws StoreException {
        Optional<MailboxRow> mailbox = store.database().mailbox(last.mailbox());
        store.submitWhenIdle((NamesCommand<Void>) view -> {
            if (mailbox.isPresent() && view.account(mailbox.get().account()).byId(last.mailbox()) != null) {
                view.mailbox(mailbox.get().account(), last.mailbox());
            }
            return Decision.of(null, new MessageChange.ForgetExpunged(last.mailbox(), last.modSeq(), last.firstUid()));
        });
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
    }
}
