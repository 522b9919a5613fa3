package posthouse.mailstore.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Message;
import posthouse.mailstore.Removed;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.RemovedRows;
import posthouse.mailstore.jdbc.RemovedRows.Refill;
import posthouse.mailstore.jdbc.StructureRow;

/** What was removed: asked from the tables, brought back by records. */
final class StoredRemoved implements Removed {
    private static final int ROWS_AT_ONCE = 250;

    private final OpenStore store;

    StoredRemoved(OpenStore store) {
        this.store = store;
    }

    @Override
    public List<RemovedAccount> accounts() throws StoreException {
        return store.database().removedAccounts().stream()
            .map(a -> new RemovedAccount(a.id(), new EmailAddress(a.localPart(), new Domain(a.domain())), Instant.ofEpochMilli(a.at()))).toList();
    }

    @Override
    public List<RemovedMailbox> mailboxes(long accountId) throws StoreException {
        return store.database().removedMailboxes(accountId).stream()
            .map(m -> new RemovedMailbox(m.id(), m.account(), m.name(), Instant.ofEpochMilli(m.at()))).toList();
    }

    private interface Step {
        void take(RemovedRows.RemovedMessage message) throws StoreException;
    }

    private void each(long mailboxId, Step step) throws StoreException {
        long next = 1;
        List<RemovedRows.RemovedMessage> some;
        do {
            some = store.database().removedMessages(mailboxId, next, ROWS_AT_ONCE);
            for (RemovedRows.RemovedMessage message : some) {
                step.take(message);
                next = message.row().uid() + 1;
            }
        } while (some.size() == ROWS_AT_ONCE);
    }

    @Override
    public void messages(long mailboxId, Consumer<RemovedMessage> consumer) throws StoreException {
        each(mailboxId, removed -> {
            List<StructureRow> structure = store.database().structures(mailboxId, removed.row().uid(), removed.row().uid(), 1);
            if (!structure.isEmpty()) { // else it came back or went for good meanwhile
                Message message = store.ids().message(mailboxId, removed.row(), StructureOctets.decode(structure.get(0).octets()));
                consumer.accept(new RemovedMessage(message, Instant.ofEpochMilli(removed.at()), removed.withMailbox()));
            }
        });
    }

    @Override
    public Count count(long mailboxId) throws StoreException {
        var counts = new long[2];
        each(mailboxId, removed -> counts[removed.withMailbox() ? 1 : 0]++);
        return new Count(counts[0], counts[1]);
    }

    @Override
    public void restoreAccount(long accountId) throws StoreException {
        Map<Long, Refill> known = new HashMap<>();
        for (RemovedRows.RemovedMailbox mailbox : store.database().removedMailboxes(accountId)) {
            known.put(mailbox.id(), store.database().refill(mailbox.id()));
        }
        store.submit(new RestoreAccount(accountId, known));
    }

    @Override
    public Restored restoreMailbox(RemovedMailbox mailbox, long intoAccount) throws StoreException {
        return store.submit(new RestoreMailbox(mailbox.accountId(), mailbox.id(), intoAccount, store.database().refill(mailbox.id())));
    }

    @Override
    public Restored restoreMessages(long accountId, long mailboxId, String mailboxName, UidSet uids) throws StoreException {
        return store.submit(new RestoreMessages(accountId, mailboxId, mailboxName, uids, System.currentTimeMillis()));
    }
}
