package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.Change.AddMessages;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;

/** One message for several mailboxes. */
record Deliver(Spooled message, List<LocalCopy> copies, boolean partial, long now) implements Command<List<Delivered>> {

    @Override
    public long size() {
        return message.fileNumber() == 0 ? message.size() : 0;
    }

    @Override
    public Decision<List<Delivered>> decide(View view) throws StoreException {
        return new Deciding(view).decide();
    }

    private final class Deciding {
        private final View view;
        private final Numbers next;
        private final Map<Long, Tally> tallies = new LinkedHashMap<>();
        private final Map<Long, Delivered> byMailbox = new HashMap<>();
        private final Map<Long, Usage> more = new HashMap<>();
        private final List<AddMessages.Copy> stored = new ArrayList<>();

        Deciding(View view) {
            this.view = view;
            this.next = view.numbers();
        }

        Decision<List<Delivered>> decide() throws StoreException {
            var results = new ArrayList<Delivered>();
            for (LocalCopy copy : copies) {
                try {
                    results.add(deliver(copy));
                } catch (StoreException e) {
                    if (!partial) {
                        throw e;
                    }
                    results.add(new Delivered(0, copy.mailbox(), 0, 0, e));
                }
            }
            if (stored.isEmpty()) {
                return new Decision<>(new Mutation(List.of()), List.of(), List.of(), results);
            }
            var changes = new ArrayList<Change>();
            changes.add(new AddMessages(List.of(Append.body(next.body(), message, 0)), stored));
            tallies.values().forEach(t -> changes.add(t.result()));
            List<BodySource> data = message.fileNumber() == 0 ? List.of(message) : List.of();
            return new Decision<>(new Mutation(changes), data, List.of(), results);
        }

        private Delivered deliver(LocalCopy copy) throws StoreException {
            long account = copy.accountId();
            if (view.accounts().find(account).isEmpty()) {
                throw new NoSuchAccount("the account does not exist any more");
            }
            long mailbox = mailbox(account, copy.mailbox()).row().id();
            Delivered already = byMailbox.get(mailbox);
            if (already != null) {
                return already;
            }
            long size = message.size() + copy.prefix().length;
            Usage sofar = more.getOrDefault(account, new Usage(0, 0));
            view.checkQuota(account, sofar.octets() + size, sofar.messages() + 1);
            more.put(account, sofar.plus(new Usage(size, 1)));
            Tally tally = tallies.get(mailbox);
            if (tally == null) {
                tally = view.tally(account, mailbox);
                tallies.put(mailbox, tally);
            }
            long uid = tally.add(copy.flags(), size);
            stored.add(new AddMessages.Copy(0, mailbox, uid, tally.modSeq, copy.flags(), size, now, now, next.email() + stored.size(),
                copy.prefix()));
            var delivered = new Delivered(mailbox, tally.mailbox().name(), tally.mailbox().uidValidity(), uid, null);
            byMailbox.put(mailbox, delivered);
            return delivered;
        }

        private MailboxState mailbox(long account, String name) throws StoreException {
            AccountState mailboxes = view.account(account);
            MailboxState found = null;
            try {
                found = mailboxes.byName(MailboxName.canonical(name));
            } catch (BadMailboxName e) {
                // no such mailbox, then
            }
            return found != null ? found : mailboxes.byName(Mailboxes.INBOX);
        }
    }
}
