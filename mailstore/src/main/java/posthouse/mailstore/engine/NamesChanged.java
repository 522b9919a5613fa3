package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.MailboxChange.CreateMailbox;
import posthouse.mailstore.journal.MailboxChange.DeleteMailbox;
import posthouse.mailstore.journal.MailboxChange.RenameMailbox;
import posthouse.mailstore.journal.MailboxChange.RestoreMailbox;
import posthouse.mailstore.journal.MailboxChange.SetRights;
import posthouse.mailstore.journal.MailboxChange.SetSubscribed;
import posthouse.mailstore.journal.MailboxChange.SetUses;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.SomeChanges;

/** What a mutation changed of the mailboxes of accounts, as far as that is no matter of counters and messages. */
final class NamesChanged implements SomeChanges<RuntimeException> {
    private final Map<Long, Names> byAccount = new LinkedHashMap<>();
    private final Set<Long> deleted = new LinkedHashSet<>();

    private NamesChanged() {
    }

    /** What changed in an account. */
    static final class Names {
        private final Set<Long> mailboxes = new LinkedHashSet<>();
        private final Map<String, Boolean> subscriptions = new HashMap<>();
        private boolean rights;

        /** Mailboxes that are new, have another name or use, or are gone. */
        Set<Long> mailboxes() {
            return mailboxes;
        }

        /** Names, and whether they are subscribed now. */
        Map<String, Boolean> subscriptions() {
            return subscriptions;
        }

        /** Whether others may do something else than before. */
        boolean rights() {
            return rights;
        }
    }

    static NamesChanged in(Mutation mutation) {
        var changed = new NamesChanged();
        mutation.accept(changed);
        return changed;
    }

    Map<Long, Names> byAccount() {
        return byAccount;
    }

    /** Mailboxes that are gone. */
    Set<Long> deleted() {
        return deleted;
    }

    private Names of(long account) {
        return byAccount.computeIfAbsent(account, id -> new Names());
    }

    /** Whether it has mail come or go in ways that counters do not tell. */
    static boolean movesMail(Mutation mutation) {
        return mutation.changes().stream().anyMatch(c -> c instanceof MessageChange.SetCounters || c instanceof DeleteMailbox || c instanceof RestoreMailbox
            || c instanceof AccountChange.RemoveAccount || c instanceof AccountChange.RestoreAccount);
    }

    @Override
    public void createMailbox(CreateMailbox change) {
        of(change.account()).mailboxes.add(change.id());
    }

    @Override
    public void deleteMailbox(DeleteMailbox change) {
        of(change.account()).mailboxes.add(change.id());
        deleted.add(change.id());
    }

    @Override
    public void restoreMailbox(RestoreMailbox change) {
        of(change.account()).mailboxes.add(change.id());
        of(change.account()).rights = true; // they come back with it
    }

    @Override
    public void renameMailbox(RenameMailbox change) {
        of(change.account()).mailboxes.add(change.id());
    }

    @Override
    public void setRights(SetRights change) {
        of(change.account()).rights = true;
    }

    @Override
    public void setUses(SetUses change) {
        of(change.account()).mailboxes.add(change.id());
    }

    @Override
    public void setSubscribed(SetSubscribed change) {
        of(change.account()).subscriptions.put(change.name(), change.subscribed());
    }
}
